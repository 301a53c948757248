using System.Text.Json.Nodes;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class LessonRulesTests
{
    private const string Answer = "double Twice(double x)\n{\n    // BEGIN SOLUTION\n    return 2 * x;\n    // END SOLUTION\n}";
    private const string Hidden = "// BEGIN HIDDEN TESTS\nCheck.Near(-2, Twice(-1), hint: \"Signs.\");\n// END HIDDEN TESTS";
    private const string Public = "Check.Near(Half(4), Twice(1), hint: \"Twice one.\");\n";

    /// <summary>Lessons with one error each, and what is told of it.</summary>
    private static readonly (string Told, LessonSource Lesson)[] _errors =
    [
        ("lesson, answer: 'solution' in its nbgrader metadata is \"yes\"", Whole(answerMarks: With(Marks("answer"), "solution", "yes"))),
        ("lesson, check: its grade_id 'answer' is that of cell 3 too", Whole(checkMarks: Marks("answer", grade: true, points: 2))),
        ("lesson, answer, line 1: 'BEGIN SOLUTION' has no 'END SOLUTION'", Whole(answer: "// BEGIN SOLUTION\ndouble Twice(double x) => 2 * x;")),
        ("lesson, answer, line 3: a solution in a cell that is not marked as one", Whole(answerMarks: Marks("answer", locked: true))),
        ("lesson, answer, line 2: hidden tests in a cell that is no check", Whole(answer: Answer.Insert(0, "\n// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS\n"))),
        ("lesson, text, line 2: a mark scheme in a cell that is no task", Whole(text: "# x\n### BEGIN MARK SCHEME\n### END MARK SCHEME")),
        ("lesson, answer: without its regions it is no C#", Whole(answer: "static class My\n{\n    // BEGIN SOLUTION\n    public static double Twice(double x) => 2 * x;\n    // END SOLUTION\n}", check: "Check.Near(2, My.Twice(1), hint: \"Twice.\");")),
        ("lesson, answer: it is no C#: line 4", Whole(answer: Answer.Replace("2 * x", "2 *", StringComparison.Ordinal))),
        ("lesson, answer: its region declares 'two', which 'other' uses", Whole(answer: Answer + "\n// BEGIN SOLUTION\nvar two = 2;\n// END SOLUTION", other: "two")),
        ("lesson, answer: no check uses what it declares", Whole(answer: Answer.Replace("Twice", "Thrice", StringComparison.Ordinal), other: "double Twice(double x) => 2 * x;", otherMarks: Marks("other", locked: true))),
        ("lesson, check: it uses nothing that a solution before it declares", Whole(check: "Check.Near(2, Half(4), hint: \"Half.\");")),
        ("lesson, check: all its checks are hidden", Whole(check: Hidden)),
        ("lesson, check: its metadata say that it is Markdown, and it is Code", Whole(checkMarks: With(Marks("check", grade: true, points: 2), "cell_type", "markdown"))),
        ("lesson, check: its parts give 1.5 points, and the cell 2 points", Whole(check: "var points = Check.Part(1, \"one\", () => Twice(1));\npoints += Check.Part(0.5, \"two\", () => Twice(2));\npoints")),
        ("lesson, check, line 1: two parts begin in one line", Whole(check: "Check.Part(1, \"one\", () => Twice(1)) + Check.Part(1, \"two\", () => Twice(2))")),
        ("lesson, check, line 2: the points of a part must be a plain number", Whole(check: "Check.Part(2, \"one\", () => Twice(1)) +\nCheck.Part(Half(0), \"two\", () => Twice(2))")),
        ("lesson, text, line 1: the heading promises 3 points, and the cells beneath it give 2 points", Whole(text: "### Exercise 1 (3 points)")),
        ("lesson, text, line 1: the heading promises 1 point, and the cells beneath it give 2 points", Whole(text: "# All (1 point)\n## Exercise 1 (2 points)")),
        ("lesson, text: it shows 'images/none.png', which is not there", Whole(text: "![How](images/none.png)")),
        ("lesson, text: it shows '../how.png', which is outside of the lesson's folder", Whole(text: "<img alt='' src=\"../how.png\">")),
        ("lesson, setup: what is graded needs Half of this cell (check)", Whole(setup: "double Half(double x) => x / 2;", setupMarks: [])),
        ("lesson, setup: later cells compile with the usings and directives of this cell", Whole(setup: "using System.Text;", setupMarks: [], check: "Check.Near(2, Twice(1), hint: \"Twice.\");")),
    ];

    private static readonly (string Told, LessonSource Lesson)[] _warnings =
    [
        ("lesson, answer: warning: it has no '// BEGIN SOLUTION'", Whole(answer: "double Twice(double x) => 2 * x;")),
        ("lesson, check: warning: it calls none of Check's functions", Whole(check: "if (Twice(1) != 2) throw new Exception(\"Twice one is two.\");")),
        ("lesson, check, line 2: warning: this Check.Near has no hint", Whole(check: Public + "Check.Near(4, Twice(2), 1e-6, \"twice two\");")),
        ("lesson, check: warning: it has parts and does not end in their sum", Whole(check: "Check.Part(2, \"one\", () => Twice(1));")),
        ("lesson, check, line 2: warning: it compares a value of the student's own type", Whole(answer: Pair, check: "var mine = new Pair(1, 2);\nCheck.That(mine == new Pair(1, 2), \"Equal.\");")),
        ("lesson, check, line 2: warning: it compares a value of the student's own type", Whole(answer: Pair, check: "Pair mine = new(1, 2);\nCheck.That(object.Equals(mine, 1), \"Equal.\");")),
    ];

    private const string Pair = "record Pair(int A, int B)\n{\n    public int Sum()\n    {\n        // BEGIN SOLUTION\n        return A + B;\n        // END SOLUTION\n    }\n}";

    public static TheoryData<string> Lessons => [.. Nbgrader.Lessons.Select(path => Path.GetFileName(path))];

    public static TheoryData<int> Errors => [.. Enumerable.Range(0, _errors.Length)];

    public static TheoryData<int> Warnings => [.. Enumerable.Range(0, _warnings.Length)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Every_lesson_of_the_course_keeps_to_all_rules_that_are_errors(string file) =>
        Assert.DoesNotContain(LessonRules.Check(LessonSource.Load(Path.Combine(Nbgrader.Root, "notebooks", file))), problem => !problem.IsWarning);

    [Fact]
    public void A_whole_exercise_breaks_no_rule() => Assert.Empty(LessonRules.Check(Whole()));

    [Fact]
    public void Comparing_what_the_student_s_type_holds_is_no_matter() =>
        Assert.Empty(LessonRules.Check(Whole(answer: Pair, check: "var mine = new Pair(1, 2);\nCheck.That(mine != null && mine.Sum() == 3, \"Three.\");")));

    [Fact]
    public void Parts_that_add_up_and_come_last_break_no_rule() =>
        Assert.Empty(LessonRules.Check(Whole(check: "var points = Check.Part(1.5, \"one\", () => Twice(1));\n// BEGIN HIDDEN TESTS\npoints += Check.Part(0.5, \"two\", () => Twice(2));\n// END HIDDEN TESTS\npoints")));

    [Fact]
    public void Tenths_of_points_add_up() => Assert.Empty(LessonRules.Check(Lesson(
        Text("text", "### Exercise 1 (0.3 points)"),
        Code("answer", Answer, Marks("answer", solution: true)),
        Code("check-1", "Check.Near(2, Twice(1), hint: \"One.\");", Marks("check-1", grade: true, points: 0.1)),
        Code("check-2", "Check.Near(4, Twice(2), hint: \"Two.\");", Marks("check-2", grade: true, points: 0.2)))));

    [Fact]
    public void A_lesson_without_exercises_needs_no_locks() => Assert.Empty(LessonRules.Check(Lesson(Code("a", "using System.Text;\nint x = 1;"), Code("b", "x"))));

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_is_told_with_its_place(int number)
    {
        var (told, lesson) = _errors[number];
        var problems = LessonRules.Check(lesson);
        Assert.Contains(problems, problem => !problem.IsWarning && problem.ToString().StartsWith(told, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Warnings))]
    public void A_warning_is_told_with_its_place_and_is_all_that_is_told(int number)
    {
        var (told, lesson) = _warnings[number];
        Assert.StartsWith(told, Assert.Single(LessonRules.Check(lesson)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_of_another_language_is_an_error()
    {
        var lesson = Whole();
        lesson.Document.Metadata["kernelspec"]!["language"] = "python";
        Assert.Contains("the notebook's language is python; expected C#", Assert.Single(LessonRules.Check(lesson)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("06+extra")]
    [InlineData("06 momentum")]
    [InlineData(".hidden")]
    public void A_name_that_makes_no_folder_everywhere_is_an_error(string name) =>
        Assert.Contains("the file's name", Assert.Single(LessonRules.Check(Whole() with { Name = name })).Message, StringComparison.Ordinal);

    private static LessonSource Whole(
        string text = "### Exercise 1 · Twice (2 points)\nWrite `Twice`.",
        string setup = "using System.Text;\ndouble Half(double x) => x / 2;",
        string answer = Answer,
        string check = Public + Hidden,
        string other = "",
        JsonObject? setupMarks = null,
        JsonObject? answerMarks = null,
        JsonObject? otherMarks = null,
        JsonObject? checkMarks = null) => Lesson(
            Text("text", text, Marks("text", locked: true)),
            Code("setup", setup, setupMarks is { Count: 0 } ? null : (setupMarks ?? Marks("setup", locked: true)).DeepClone()),
            Code("answer", answer, (answerMarks ?? Marks("answer", solution: true)).DeepClone()),
            Code("other", other, otherMarks?.DeepClone()),
            Code("check", check, (checkMarks ?? Marks("check", grade: true, locked: true, points: 2)).DeepClone()));

    private static JsonObject With(JsonObject marks, string key, string value)
    {
        marks[key] = value;
        return marks;
    }
}
