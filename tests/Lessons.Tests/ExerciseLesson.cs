namespace Lessons.Tests;

/// <summary>Notebook 01 as far as its exercises need it, run once for all tests of a class.</summary>
public sealed class ExerciseLesson : IAsyncLifetime
{
    internal Lesson Lesson { get; } = new("01-first-steps.ipynb");

    public Task InitializeAsync() => Lesson.RunAsync(["setup", "fit-data", "exact"]);

    public async Task DisposeAsync() => await Lesson.DisposeAsync();
}
