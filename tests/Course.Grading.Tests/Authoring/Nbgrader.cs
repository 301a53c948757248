using System.Diagnostics;
using System.Text.Json;

namespace Course.Grading.Tests;

/// <summary>nbgrader's own code, through nbgrader.py beside this file.</summary>
internal static class Nbgrader
{
    /// <summary>What it answers; the test is skipped where nbgrader is not to be had.</summary>
    public static T Answer<T>(string command, params IEnumerable<string> arguments)
    {
        var script = Path.Combine(Root, "tests", "Course.Grading.Tests", "Authoring", "nbgrader.py");
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", [script, command, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Skip.If(process.ExitCode != 0 && IsMissing(error.Result), "nbgrader's Python package is not here; NBGRADER may name the folder of its repository.");
        Assert.True(process.ExitCode == 0, error.Result);
        return JsonSerializer.Deserialize<T>(output)!;
    }

    /// <summary>The course's folder.</summary>
    public static string Root { get; } = FindRoot();

    public static string[] Lessons => [.. Directory.EnumerateFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];

    private static bool IsMissing(string error) =>
        Environment.GetEnvironmentVariable("NBGRADER") is null && (error.Contains("ModuleNotFoundError", StringComparison.Ordinal) || error.Contains("'NoneType'", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"There is no Course.sln above {AppContext.BaseDirectory}.");
        return folder;
    }
}
