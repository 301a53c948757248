using System.Text.Json;
using static Course.Grading.Tests.Execution.SmallLesson;

namespace Course.Grading.Tests.Execution;

public sealed class SubmissionGraderTests(SmallLesson lesson) : IClassFixture<SmallLesson>
{
    private const string Hidden = "one number";

    public static TheoryData<string, string, double, GradeStatus, string> Means { get; } = new()
    {
        { "half right: only the public check", "double Mean(double[] x) => 2;", 0, GradeStatus.Failed, "A hidden check failed." },
        { "wrong", "double Mean(double[] x) => x.Sum();", 0, GradeStatus.Failed, "The mean of 1, 2, 3: expected 2, got 6. Divide by how many there are." },
        { "empty", "double Mean(double[] x)\n{\n    throw new NotImplementedException();\n}", 0, GradeStatus.Failed, "NotImplementedException" },
        { "a cell that throws", $"{RightMean}\nthrow new InvalidOperationException(\"at the end\");", 3, GradeStatus.Passed, "" },
        { "a cell that throws before it is done", "double scale;\ndouble Mean(double[] x) => scale * x.Average();\nint.Parse(\"x\");\nscale = 1;", 0, GradeStatus.Failed, "The cell 'exercise-1' ended with: System.FormatException" },
        { "no C#", "double Mean(double[] x) => x.Sum() /;", 0, GradeStatus.Refused, "(1,37): error CS1525" },
        { "nothing", "", 0, GradeStatus.Refused, "CS0103: The name 'Mean' does not exist" },
        { "another type", "string Mean(double[] x) => \"2\";", 0, GradeStatus.Refused, "CS1503" },
        { "recursion without end", "double Mean(double[] x) => Mean(x) + 1;", 0, GradeStatus.Failed, "called each other too deeply" },
        { "commands and displays", $"#!time\n{RightMean}\ndisplay(\"shown\");\n#!markdown\n# What this does", 3, GradeStatus.Passed, "" },
        { "another kernel's command", $"#!share --from python x\n{RightMean}", 0, GradeStatus.Refused, "(1,1): '#!share'" },
        { "a file of its own", $"#load \"/etc/passwd\"\n{RightMean}", 0, GradeStatus.Refused, "remove this line with '#load'" },
        { "a library of its own", $"#r \"System.Net.Http\"\n{RightMean}", 0, GradeStatus.Refused, "remove this line with '#r'" },
        { "checks of its own", "double Mean(double[] x)\n{\n    Check.Part(3, \"the mean\", () => { });\n    return 0;\n}", 0, GradeStatus.Failed, "expected 2, got 0" },
    };

    [Theory]
    [MemberData(nameof(Means))]
    public async Task An_answer_gets_what_it_earns_and_the_next_exercise_all_its_points(string what, string mean, double score, GradeStatus status, string message)
    {
        var grades = await lesson.GradeAsync(mean, RightShift);
        Assert.True((score, status) == (grades[0].Score, grades[0].Status), $"{what}: {grades[0]}");
        Assert.Contains(message, grades[0].Message ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, grades[0].Message ?? "", StringComparison.Ordinal);
        Assert.Equal((4.0, GradeStatus.Passed), (grades[1].Score, grades[1].Status));
    }

    [Fact]
    public async Task Right_answers_get_all_points_at_once_and_text_waits_for_a_person()
    {
        var seen = new List<string>();
        var grades = await lesson.GradeAsync(RightMean, RightShift, progress: new Seen(grade => seen.Add(grade.GradeId)));
        Assert.Equal(["check-1", "check-2", "exercise-3"], seen);
        Assert.Equal([(3.0, GradeStatus.Passed), (4.0, GradeStatus.Passed), (null, GradeStatus.Manual)], grades.Select(grade => (grade.Score, grade.Status)));
        Assert.All(grades, grade => Assert.Null(grade.Message));
        Assert.Equal(
            [(1, false, CheckStatus.Passed, "the mean of 1, 2, 3"), (3, true, CheckStatus.Passed, $"the mean of {Hidden}")],
            grades[0].Checks.Select(check => (check.Line, check.Hidden, check.Status, check.About)));
    }

    [Fact]
    public async Task Parts_that_hold_give_their_points_and_each_check_says_how_it_ended()
    {
        var grade = (await lesson.GradeAsync(RightMean, "double Shift(double x) => x == 0 ? 0 : x + offset;"))[1];
        Assert.Equal((1.0, GradeStatus.Partial), (grade.Score, grade.Status));
        Assert.Equal(
            [(1, CheckStatus.Passed, 1.0), (2, CheckStatus.Failed, 2.0), (3, CheckStatus.Failed, null), (5, CheckStatus.Failed, 1.0)],
            grade.Checks.Select(check => (check.Line, check.Status, check.Points)));
        Assert.Equal("A negative number: expected an ArgumentOutOfRangeException, got no exception.\nA hidden check failed.", grade.Message);
        Assert.Contains("expected 10, got 0", grade.Checks[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double Mean(double[] x) => 2;", "A hidden check failed.", true)]
    [InlineData("double Mean(double[] x) => x.Length == 1 ? throw new InvalidOperationException($\"{x[0]}\") : 2;", "A hidden check made your answer throw an exception.", false)]
    [InlineData("double Mean(double[] x) => x.Sum();", "The mean of 3: expected 2, got 6.", false)]
    public async Task A_helper_that_hidden_tests_call_tells_nothing_of_them(string answer, string message, bool failsHidden)
    {
        var checks = new PlannedCell("check", CellRole.Check, """
            {
                void Compare(double expected, params double[] x) => Check.Near(expected, Mean(x), what: $"the mean of {x.Length}");
                Compare(2, 1, 2, 3);
                // BEGIN HIDDEN TESTS
                foreach (var number in new[] { -7.25, 4 })
                    Compare(number, number);
                // END HIDDEN TESTS
            }
            """, IsTrusted: true, Points: 1);
        await using var grader = new SubmissionGrader(new("helper", new(), AppContext.BaseDirectory), Plan(RightMean), Options);

        var grade = (await grader.GradeAsync("ada", Plan(answer))).Cells[0];

        Assert.Equal((0.0, message), (grade.Score, grade.Message));
        Assert.Equal(failsHidden, grade.Checks[0].Hidden);

        GradingPlan Plan(string mean) => new([SetUp, new("answer", CellRole.Solution, mean, IsTrusted: mean == RightMean), checks], []);
    }

    [Fact]
    public async Task What_an_answer_prints_is_shown_but_for_what_hidden_tests_make_it_print()
    {
        var grade = (await lesson.GradeAsync("double Mean(double[] x) { Console.WriteLine(x[0]); return x.Average(); }\nConsole.WriteLine(\"mine\");", RightShift))[0];
        Assert.Equal((3.0, "mine\n"), (grade.Score, grade.Output));
    }

    [Theory]
    [InlineData("offset = 100;", 4)]
    [InlineData("var offset = 100.0;", 2)]
    [InlineData("using Course.Exercises;\nvar other = 1;", 4)]
    [InlineData("var unrelated = 1; while (true) { }", 4)]
    public async Task A_cell_of_the_students_own_changes_what_answers_see_and_nothing_of_the_lessons(string own, double score) =>
        Assert.Equal(score, (await lesson.GradeAsync(RightMean, RightShift, own))[1].Score);

    [Fact]
    public async Task The_same_submission_gets_the_same_grade()
    {
        var grades = new[] { await lesson.GradeAsync("double Mean(double[] x) => 2;", RightShift), await lesson.GradeAsync("double Mean(double[] x) => 2;", RightShift) };
        Assert.Equal(JsonSerializer.Serialize(grades[0]), JsonSerializer.Serialize(grades[1]));
    }

    private sealed class Seen(Action<CellGrade> report) : IProgress<CellGrade>
    {
        public void Report(CellGrade value) => report(value);
    }
}
