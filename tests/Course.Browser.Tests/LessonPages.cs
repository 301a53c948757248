namespace Course.Browser.Tests;

/// <summary>The pages that nbconvert makes of all lessons, two at a time, from when the first is asked for.</summary>
public sealed class LessonPages
{
    private static readonly string _folder = Path.Combine(Programs.Root, "notebooks");

    private readonly Lazy<Dictionary<string, Task<string>>> _pages;

    public LessonPages(Jupyter jupyter)
    {
        var places = new SemaphoreSlim(2);
        // The last lessons take longest, so they come first.
        _pages = new(() => Lessons.OrderDescending(StringComparer.Ordinal).ToDictionary(lesson => lesson, ConvertAsync));

        async Task<string> ConvertAsync(string lesson)
        {
            await places.WaitAsync();
            try
            {
                return await jupyter.ConvertLessonAsync(Path.Combine(_folder, lesson));
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>The lessons' file names.</summary>
    public static IReadOnlyList<string> Lessons { get; } =
        [.. Directory.EnumerateFiles(_folder, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>The address of a lesson's page, once it is made.</summary>
    public Task<string> OfAsync(string lesson) => _pages.Value[lesson];
}
