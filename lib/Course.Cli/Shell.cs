using System.Diagnostics;

namespace Course.Cli;

/// <summary>Runs other programs.</summary>
internal static class Shell
{
    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => OperatingSystem.IsWindows()
                ? new[] { ".exe", ".cmd", ".bat" }.Select(extension => Path.Combine(folder, program + extension))
                : [Path.Combine(folder, program)])
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program with its output written to build/logs/<paramref name="log"/>.log.</summary>
    /// <returns>The exit code and what it printed.</returns>
    public static async Task<ShellResult> RunAsync(string log, string program, IEnumerable<string> arguments, CancellationToken cancel, params (string Name, string Value)[] environment)
    {
        var logFile = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Build, "logs")).FullName, log + ".log");
        var start = StartInfo(program, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        await using var writer = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        var lines = new List<string>();
        using var process = new Process { StartInfo = start };
        DataReceivedEventHandler receive = (_, line) =>
        {
            if (line.Data is null)
                return;
            writer.WriteLine(line.Data);
            lock (lines)
                lines.Add(line.Data);
        };
        process.OutputDataReceived += receive;
        process.ErrorDataReceived += receive;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitAsync(process, cancel);
        return new ShellResult(process.ExitCode, lines, logFile);
    }

    /// <summary>Runs a program in the foreground, on this terminal.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunInForegroundAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        await WaitAsync(process, cancel);
        return process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) =>
        new(Find(program) ?? program, arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false };

    private static async Task WaitAsync(Process process, CancellationToken cancel)
    {
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
