using System.Runtime.InteropServices;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// The process that runs one submission's cells: it gets them compiled, one by one, over its standard input, and answers
/// over its standard output, which nothing else of the process can reach.
/// </summary>
public static partial class Executor
{
    /// <summary>Runs cells until the grader is gone.</summary>
    /// <returns>2 where no grader started this process; else 0.</returns>
    public static async Task<int> RunAsync()
    {
        if (!Console.IsInputRedirected)
        {
            await Console.Error.WriteLineAsync("This is the part of `course grade` that runs cells; it is started by `course grade` and not by hand.");
            return 2;
        }

        // Each opens a descriptor of its own.
        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        if (!OperatingSystem.IsWindows() && (Duplicate(2, 1) < 0 || Duplicate(2, 0) < 0))
            throw new IOException("The process's standard output cannot be replaced.");
        UnhandledExceptions.ShowInSessions();
        using var session = new ExecutorSession();
        await output.WriteAsync(ExecutorFrames.Empty);
        while (await ExecutorFrames.ReadAsync(input, int.MaxValue, CancellationToken.None) is { } frame)
        {
            var answer = ExecutorFrames.Empty;
            if (frame.Length == 0)
                Confinement.Apply();
            else
                answer = ExecutorFrames.Of(await session.RunAsync(ExecutorFrames.ReadCell(frame)));
            await output.WriteAsync(answer);
        }

        // Threads that cells left behind end too.
        Environment.Exit(0);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
