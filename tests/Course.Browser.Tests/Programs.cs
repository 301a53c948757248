using System.Diagnostics;

namespace Course.Browser.Tests;

/// <summary>Programs and folders that the tests run on.</summary>
internal static class Programs
{
    /// <summary>The course's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>What a program says first.</summary>
    public static string FirstLineOf(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return process.StandardOutput.ReadLine() ?? "";
    }

    /// <summary>Starts a program whose output nobody reads.</summary>
    public static Process StartQuietly(ProcessStartInfo start)
    {
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"There is no Course.sln above {AppContext.BaseDirectory}.");
        return folder;
    }
}
