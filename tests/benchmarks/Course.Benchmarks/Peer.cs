using System.Diagnostics;
using System.Globalization;

namespace Course.Benchmarks;

/// <summary>A peer in Python, kept running so that both sides can take turns: a line asks, a line of numbers answers.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    public Peer(string script, params string[] arguments)
    {
        // Debian's python3-torch belongs to the system's Python, whichever other Python comes first on the PATH.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        _process = Process.Start(new ProcessStartInfo(python, ["-u", Path.Combine(AppContext.BaseDirectory, "peers", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Has the peer do its work once.</summary>
    public double[] Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"The peer ended with exit code {(_process.WaitForExit(1000) ? _process.ExitCode : null)} instead of answering '{question}'.");
        return [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }
}
