namespace Lessons.Tests.Exercises;

/// <summary>The checks of a lesson's exercises: what typical answers that are wrong, or right in part, earn, and with which word of help.</summary>
/// <remarks>That solutions get all points and empty answers none, <c>course lint</c> finds out.</remarks>
public abstract class ExerciseTests(ExerciseLesson start)
{
    private readonly Lesson lesson = start.Lesson;

    /// <summary>Answers an exercise: its check must give the points, and tell a help.</summary>
    protected async Task EarnsAsync(int exercise, double points, string answer, string help)
    {
        await lesson.RunAsync([$"exercise-{exercise}"], source => Lesson.WithSolution(source, answer));

        var (earned, told) = await lesson.CheckAsync($"check-{exercise}");

        Assert.Equal(points, earned);
        Assert.Contains(help, told, StringComparison.Ordinal);
    }
}
