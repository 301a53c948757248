using static Course.Grading.Tests.Execution.SmallLesson;

namespace Course.Grading.Tests.Execution;

/// <summary>Answers that end their process or never end, and those that forge what it says: without fence and sandbox, which are further walls.</summary>
public sealed class UnfencedAnswersTests(UnfencedAnswersTests.Hasty hasty) : IClassFixture<UnfencedAnswersTests.Hasty>
{
    /// <summary>What a process says that ran a cell to its end, without a proof.</summary>
    private const string ForgedFrame = "byte[] Frame() => [15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];";

    public static TheoryData<string, GradeStatus, string> Answers { get; } = new()
    {
        { "double Mean(double[] x) { Environment.Exit(0); return 2; }", GradeStatus.Died, "it ended by itself, with exit code 0" },
        { "double Mean(double[] x) { Environment.FailFast(\"gone\"); return 2; }", GradeStatus.Died, "The process ended while the checks of this exercise ran" },
        { "double Mean(double[] x) { while (true) { } }", GradeStatus.TimedOut, "does a loop of your answer never end?" },
        { "double Mean(double[] x) { System.Threading.Thread.Sleep(-1); return 2; }", GradeStatus.TimedOut, "took longer than a cell may" },
        { $"{RightMean}\nwhile (true) {{ }}", GradeStatus.TimedOut, "The cell 'exercise-1' took longer than a cell may" },
        { $"{RightMean}\nEnvironment.Exit(3);", GradeStatus.Died, "The process ended while the cell 'exercise-1' ran" },
        { $"{ForgedFrame}\ndouble Mean(double[] x) {{ Console.OpenStandardOutput().Write(Frame()); return 0; }}", GradeStatus.Failed, "expected 2, got 0" },
        { $"{ForgedFrame}\ndouble Mean(double[] x) {{ Console.OpenStandardOutput().Write(Frame()); Environment.Exit(0); return 0; }}", GradeStatus.Died, "exit code 0" },
        { "double Mean(double[] x) { Console.WriteLine(\"✓ 3 points: the mean\"); Environment.Exit(0); return 0; }", GradeStatus.Died, "exit code 0" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_death_costs_its_own_exercise_and_later_cells_find_what_earlier_ones_made(string mean, GradeStatus status, string message)
    {
        var grades = await hasty.Lesson.GradeAsync(mean, RightShift.Replace("offset", "(offset + moved)", StringComparison.Ordinal), own: "var moved = 0.0;");
        Assert.Equal((0.0, status), (grades[0].Score, grades[0].Status));
        Assert.Contains(message, grades[0].Message, StringComparison.Ordinal);
        Assert.Equal((4.0, GradeStatus.Passed), (grades[1].Score, grades[1].Status));
    }

    [Fact]
    public async Task A_thread_that_goes_on_prints_into_no_later_cell()
    {
        var chatter = "new System.Threading.Thread(() => { while (true) { Console.WriteLine(\"still here\"); System.Threading.Thread.Sleep(1); } }) { IsBackground = true }.Start();";
        var grades = await hasty.Lesson.GradeAsync($"{RightMean}\n{chatter}", $"{RightShift}\nSystem.Threading.Thread.Sleep(100);");
        Assert.Equal([3.0, 4.0], grades.Take(2).Select(grade => grade.Score));
        Assert.Equal("", grades[1].Output);
    }

    [Fact]
    public async Task A_thread_that_throws_ends_alone()
    {
        var thread = "var thread = new System.Threading.Thread(() => throw new Exception(\"alone\"));\nthread.Start();\nthread.Join();";
        Assert.Equal([3.0, 4.0], (await hasty.Lesson.GradeAsync($"{RightMean}\n{thread}", RightShift)).Take(2).Select(grade => grade.Score));
    }

    public sealed class Hasty : IAsyncDisposable
    {
        internal SmallLesson Lesson { get; } = new(Options with { CellLimit = TimeSpan.FromSeconds(3), Fenced = false });

        public ValueTask DisposeAsync() => Lesson.DisposeAsync();
    }
}
