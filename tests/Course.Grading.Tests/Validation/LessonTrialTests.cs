using Course.Grading.Tests.Execution;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests.Validation;

/// <summary>A whole lesson, released, graded with its solutions and without, and what a student's copy of it is told.</summary>
public sealed class LessonTrialTests
{
    private const string Twice = """
        double Twice(double x)
        {
            // BEGIN SOLUTION
            return 2 * x;
            // END SOLUTION
        }
        """;

    private const string Checks = """
        Check.Near(6, Twice(3), what: "twice 3", hint: "Add it to itself.");
        // BEGIN HIDDEN TESTS
        Check.Near(-2, Twice(-1), what: "twice −1");
        // END HIDDEN TESTS
        """;

    [Fact]
    public async Task A_sound_exercise_has_nothing_to_mend() => Assert.Empty(await FindingsAsync(Twice, Checks));

    [Fact]
    public async Task What_only_running_shows_is_found() => Assert.Equal(
        [
            "lesson, check: the solution gets 0 of 2 points. Line 2: Twice 3: expected 7, got 6. Mend the solution or the check.",
            "lesson, check, line 1: warning: 'one' holds on the empty answer too, so it says nothing of an answer. Check what the answer gives.",
        ],
        await FindingsAsync(Twice, "Check.Near(1, 1, what: \"one\");\nCheck.Near(7, Twice(3), what: \"twice 3\");"));

    [Fact]
    public async Task A_released_version_with_points_is_found() => Assert.Contains(
        "the released version gets 2 of 2 points",
        (await FindingsAsync(Twice, "Check.That(((Func<double, double>)Twice) is not null, \"there is one\");"))[0], StringComparison.Ordinal);

    [Fact]
    public async Task A_lesson_that_does_not_compile_is_found() =>
        Assert.Contains("Twise", Assert.Single(await FindingsAsync(Twice, "Check.Near(6, Twise(3));")), StringComparison.Ordinal);

    [Theory]
    [InlineData("return x + x;", "public checks passed: 1 of 1")]
    [InlineData("return 6;", "public checks passed: 1 of 1")] // the hidden check would fail; it is not made
    [InlineData("return x;", "public checks passed: 0 of 1", "    ✗ Twice 3: expected 6, got 3. Add it to itself.")]
    [InlineData("return y;", "public checks passed: 0 of 1", "    – twice 3 (not reached)")]
    public async Task A_student_is_told_of_public_checks_alone(string answer, string lastLine, string? line = null)
    {
        var lesson = PublicLesson.Of(Lesson(Twice, Checks));
        var copy = Release.Notebook(Lesson(Twice, Checks));
        copy.Cells[2].Source = $"double Twice(double x)\n{{\n    {answer}\n}}";
        await using var grader = new SubmissionGrader(lesson, SmallLesson.Options);
        var report = new ValidationReport(await grader.GradeAsync("you", GradingPlan.Restore(lesson, copy)), new ExerciseTitles([lesson]));
        Assert.Equal(lastLine, report.LastLine);
        Assert.Contains(report.Lines, text => text.EndsWith("Exercise 1 · Twice", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Lines, text => text.Contains("−1", StringComparison.Ordinal) || text.StartsWith('!'));
        if (line is not null) Assert.Contains(line, report.Lines);
    }

    private static async Task<string[]> FindingsAsync(string solution, string check) =>
        [.. (await LessonTrial.RunAsync(Lesson(solution, check), SmallLesson.Options, slow: TimeSpan.FromMinutes(1))).Select(problem => problem.ToString())];

    private static LessonSource Lesson(string solution, string check) => Authored.Lesson(
        Code("setup", $"#r \"{typeof(Course.Exercises.Check).Assembly.Location}\"\nusing Course.Exercises;", Marks("setup", locked: true)),
        Text("text", "### Exercise 1 · Twice (2 points)\nWrite `Twice`.", Marks("text", locked: true)),
        Code("answer", solution, Marks("answer", solution: true)),
        Code("check", check, Marks("check", grade: true, locked: true, points: 2)));
}
