using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Course.Kernel;

/// <summary>Who started this kernel. When Jupyter is gone, nobody could end the kernel any more.</summary>
internal static partial class ParentProcess
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Done when the process that started this one is gone; never where no Jupyter started it.</summary>
    public static async Task EndAsync()
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out var parent))
            await Task.Delay(Timeout.Infinite);
        else if (OperatingSystem.IsWindows())
            await EndOnWindowsAsync((nint)parent);
        else
            await EndOnUnixAsync(parent);
    }

    /// <summary>An orphan gets another parent.</summary>
    private static async Task EndOnUnixAsync(long named)
    {
        var parent = GetParent();
        if (parent == 1 && named != 1)
            return;
        using var timer = new PeriodicTimer(_pause);
        while (GetParent() == parent)
            await timer.WaitForNextTickAsync();
    }

    /// <summary>There Jupyter names no id but a handle that it passes on.</summary>
    private static async Task EndOnWindowsAsync(nint handle)
    {
        using var parent = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: false) };
        await Task.Run(parent.WaitOne);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
