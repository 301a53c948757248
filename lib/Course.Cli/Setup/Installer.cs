using System.Diagnostics;

namespace Course.Cli.Setup;

/// <summary>Brings what a command needs into place: each missing step, in order, with a line of progress.</summary>
internal static class Installer
{
    /// <summary>What running a lesson needs.</summary>
    public static IReadOnlyList<SetupStep> ForLessons { get; } =
    [
        new RealPackages(),
        new SystemTools(Tool.Libtorch, Tool.OpenBlas),
        new CourseLibrary(),
        new WebFiles(),
    ];

    /// <summary>What grading needs; without bubblewrap it goes on to say what its absence means.</summary>
    public static IReadOnlyList<SetupStep> ForGrading { get; } = [.. ForLessons, SystemTools.Optional(Tool.Bubblewrap)];

    /// <param name="steps">What to bring into place, in order.</param>
    /// <param name="again">Also ask once more for what was not to be had the last time.</param>
    /// <param name="cancel">Stops the step under way.</param>
    public static async Task EnsureAsync(IEnumerable<SetupStep> steps, CancellationToken cancel, bool again = false)
    {
        FileStream? alone = null;
        try
        {
            foreach (var step in steps)
            {
                var ask = again && step is RealPackages;
                if (step.IsDone() && !ask)
                    continue;
                alone ??= await LockAsync(cancel);
                if (step.IsDone() && !ask)
                    continue;
                if (step.Needs is { } tools && !tools.IsDone())
                    await RunAsync(tools, cancel);
                await RunAsync(step, cancel);
            }
        }
        finally
        {
            alone?.Dispose();
        }
    }

    private static async Task RunAsync(SetupStep step, CancellationToken cancel)
    {
        Console.Error.WriteLine($"• {step.Name}");
        var watch = Stopwatch.StartNew();
        await step.RunAsync(cancel);
        Console.Error.WriteLine($"  done in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Two commands started at once must not build into the same folder.</summary>
    private static async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        var path = Path.Combine(Directory.CreateDirectory(Repository.Build).FullName, "lock");
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (!told)
                    Console.Error.WriteLine("• waiting for another ./course that is setting up");
                await Task.Delay(200, cancel);
            }
        }
    }
}
