using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>
/// Starts processes from one thread that never ends: to Linux the parent with which a process dies is the thread that started
/// it, and one of the pool ends when it likes.
/// </summary>
internal static partial class Launcher
{
    private const int SetDescriptorFlags = 2; // F_SETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    private static readonly BlockingCollection<Action> _work = [];

    static Launcher() => new Thread(Serve) { IsBackground = true, Name = "Sandbox launcher" }.Start();

    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Serve()
    {
        // .NET opens its own files so that no child has them, but whoever started us may have left us some: an open folder
        // would be a door out of the sandbox.
        if (OperatingSystem.IsLinux())
        {
            foreach (var descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture)))
            {
                if (descriptor > 2)
                    _ = SetDescriptor(descriptor, SetDescriptorFlags, CloseOnExec);
            }
        }

        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int SetDescriptor(int descriptor, int command, int flags);
}
