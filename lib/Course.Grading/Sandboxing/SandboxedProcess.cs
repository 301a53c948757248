using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Course.Grading;

/// <summary>A process in a sandbox, with all that it starts; disposing it ends them surely.</summary>
public sealed class SandboxedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ControlGroup? _group;
    private readonly SandboxOptions _options;
    private readonly OutputTail _errors;
    private string? _endReason;

    internal SandboxedProcess(Process process, ControlGroup? group, SandboxOptions options)
    {
        _process = process;
        Id = process.Id;
        _group = group;
        _options = options;
        _errors = new OutputTail(process.StandardError.BaseStream);
        Exited = WaitAsync();
        if (group is null && OperatingSystem.IsLinux())
            ProcessWatch.Add(this);
    }

    /// <summary>What it reads as its standard input; a write to a process that has ended throws <see cref="IOException"/>.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes to its standard output: without end, if it likes; whoever reads it sets the bound.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last 16 KB of what it has written to its standard error so far.</summary>
    public string Errors => _errors.Text;

    /// <summary>Its exit code, 128 and the signal's number where a signal ended it; never faults.</summary>
    public Task<int> Exited { get; }

    /// <summary>Why it was ended by us, in words; null where it ended by itself. Known before <see cref="Exited"/> is done.</summary>
    public string? EndReason => _endReason;

    internal int Id { get; }

    internal SandboxOptions Options => _options;

    /// <summary>Ends it and all that it started; returns at once.</summary>
    /// <param name="reason">Why, in words; the first one stays.</param>
    public void Kill(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        if (Exited.IsCompleted)
            return;
        Interlocked.CompareExchange(ref _endReason, reason, null);
        End();
    }

    /// <summary>Ends what still runs, waits until it is gone, and removes what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill("It was no longer needed.");
        await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(10)));
        _group?.Remove();
        _process.Dispose();
    }

    private void End()
    {
        try
        {
            if (_options.Unsafe)
                _process.Kill(entireProcessTree: true);
            else if (!_process.HasExited)
                ProcessTree.KillNamespace(Id);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or some of its children have meanwhile.
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        // What it started may hold the pipe open still.
        await Task.WhenAny(_errors.Ended, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        if (_group is { RanOutOfMemory: true })
            Interlocked.CompareExchange(ref _endReason, MemoryReason(_options), null);
        return _process.ExitCode;
    }

    internal static string MemoryReason(SandboxOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"It needed more memory than {options.Memory / (double)(1 << 20):0} MB.");
}
