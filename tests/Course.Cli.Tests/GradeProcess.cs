using System.Diagnostics;
using System.Globalization;

namespace Course.Cli.Tests;

/// <summary>The real <c>course grade</c>, to be watched, killed and started again.</summary>
internal sealed class GradeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public GradeProcess(string program, params string[] arguments)
    {
        // In the background of a script interrupts are ignored from the start, and .NET keeps to that.
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, "grade", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Waits for its end.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public bool EndsWithin(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>What it came to, when it has ended.</summary>
    public (int ExitCode, string Output) Result => (_process.ExitCode, _output.Result + _error.Result);

    /// <summary>Interrupts it and all that it has started, as Ctrl+C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", .. ProcessTree.Of(_process.Id).Select(process => process.Id.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
    }

    /// <summary>Kills it, and nothing that it started.</summary>
    /// <returns>How many processes that it had started are there 15 seconds later.</returns>
    public int Kill()
    {
        var tree = ProcessTree.Of(_process.Id);
        _process.Kill();
        _process.WaitForExit();
        for (var clock = Stopwatch.StartNew(); tree.Any(ProcessTree.IsRunning) && clock.Elapsed < TimeSpan.FromSeconds(15);)
            Thread.Sleep(50);
        return tree.Count(ProcessTree.IsRunning);
    }

    public void Dispose() => _process.Dispose();
}
