namespace Lessons.Tests.Exercises;

/// <summary>The checks of a lesson's exercises: the solution passes, an empty answer and typical mistakes fail with a word of help.</summary>
public abstract class ExerciseTests(ExerciseLesson start)
{
    private const string Begin = "// BEGIN SOLUTION";
    private const string End = "// END SOLUTION";

    private readonly Lesson lesson = start.Lesson;

    [Fact]
    public async Task Every_solution_passes_its_check()
    {
        for (var exercise = 1; exercise <= lesson.Exercises; exercise++) await lesson.RunAsync([$"exercise-{exercise}", $"check-{exercise}"]);
    }

    [Fact]
    public async Task An_empty_answer_fails_every_check()
    {
        for (var exercise = 1; exercise <= lesson.Exercises; exercise++)
        {
            await lesson.TryAsync($"exercise-{exercise}", source => WithSolution(source, "throw new NotImplementedException();"));
            Assert.False((await lesson.TryAsync($"check-{exercise}")).Success, $"Check {exercise} passes without an answer.");
        }
    }

    /// <summary>Answers an exercise with a mistake: its check must fail, and its message contain a help.</summary>
    protected async Task FailsAsync(int exercise, string answer, string help)
    {
        await lesson.RunAsync([$"exercise-{exercise}"], source => WithSolution(source, answer));

        var check = await lesson.TryAsync($"check-{exercise}");

        Assert.False(check.Success, "The check passed a wrong answer.");
        Assert.Contains(help, check.Error!.Value, StringComparison.Ordinal);
    }

    private static string WithSolution(string source, string body)
    {
        var (begin, end) = (source.IndexOf(Begin, StringComparison.Ordinal), source.IndexOf(End, StringComparison.Ordinal));
        Assert.True(0 <= begin && begin < end, "The exercise has no region between the solution's marks.");
        return source[..begin] + body + source[(end + End.Length)..];
    }
}
