using System.ComponentModel;
using System.Diagnostics;

namespace Course.Grading;

/// <summary>Starts processes that a stranger's code may take over without harm to anything else.</summary>
public static class Sandbox
{
    private static readonly Lazy<string?> _problem = new(SandboxProbe.FindProblem);

    /// <summary>Why no sandbox can be had on this machine and what to do about it; null where one can. Tried once a process, then remembered.</summary>
    public static string? Problem() => _problem.Value;

    /// <summary>Starts a program; its working folder is <c>/tmp</c>, its own and empty, and files have the paths that they have outside.</summary>
    /// <param name="command">The program and its arguments; <c>dotnet</c> means the one that runs this process.</param>
    /// <param name="options">What it may do and use.</param>
    /// <exception cref="SandboxException">There is no sandbox here and <see cref="SandboxOptions.Unsafe"/> does not do without, or the program could not be started.</exception>
    public static SandboxedProcess Start(IReadOnlyList<string> command, SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count, nameof(command));
        if (!options.Unsafe && Problem() is { } problem)
            throw new SandboxException(problem);
        return Launch(command, options, SandboxProbe.BecomesNobody);
    }

    /// <summary>Starts it without asking whether a sandbox can be had: what asks starts one itself.</summary>
    internal static SandboxedProcess Launch(IReadOnlyList<string> command, SandboxOptions options, bool asNobody)
    {
        IReadOnlyList<string> line = [command[0] == "dotnet" ? DotNet.Program : command[0], .. command.Skip(1)];
        ControlGroup? group = null;
        try
        {
            if (!options.Unsafe)
            {
                group = ControlGroup.Create(options);
                line = [.. group?.Enter ?? [], .. Bubblewrap.CommandLine(line, options, asNobody)];
            }

            var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            if (!options.Unsafe)
                Bubblewrap.SetEnvironment(start.Environment, options);
            foreach (var (name, value) in options.Environment)
                start.Environment[name] = value;
            return new SandboxedProcess(Launcher.Start(start), group, options);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            group?.Remove();
            throw new SandboxException($"'{command[0]}' could not be started: {failure.Message}");
        }
    }
}
