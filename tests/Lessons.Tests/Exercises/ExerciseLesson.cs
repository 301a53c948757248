namespace Lessons.Tests.Exercises;

/// <summary>A lesson as far as its exercises need it, run once for all tests of a class.</summary>
/// <param name="file">The notebook's file name.</param>
/// <param name="cells">The ids of the cells that its exercises need, in order: the set-up, and what defines the names that they use.</param>
public abstract class ExerciseLesson(string file, params string[] cells) : IAsyncLifetime
{
    internal Lesson Lesson { get; } = new(file);

    public Task InitializeAsync() => Lesson.RunAsync(cells);

    public async Task DisposeAsync() => await Lesson.DisposeAsync();
}
