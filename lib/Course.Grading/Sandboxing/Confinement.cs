using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>What a process gives up for ever before it runs a stranger's code.</summary>
internal static partial class Confinement
{
    private const int SetNoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const uint SetModeFilter = 1; // SECCOMP_SET_MODE_FILTER
    private const nuint AllThreads = 1; // SECCOMP_FILTER_FLAG_TSYNC

    /// <summary>
    /// From now on this process starts no other, opens no socket and asks of the system nothing but what computing takes
    /// (<see cref="SystemCallFilter"/> lists what is refused); threads, memory and files go on.
    /// </summary>
    /// <returns>False where there is no such thing: no Linux, a processor that is neither x86-64 nor arm64, a kernel without seccomp.</returns>
    public static unsafe bool Apply()
    {
        if (!OperatingSystem.IsLinux() || SystemCallFilter.ForThisProcess() is not { } filter)
            return false;
        if (ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) != 0)
            return false;
        fixed (ulong* instructions = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, Instructions = instructions };
            return SystemCall(SystemCallFilter.SeccompNumber, SetModeFilter, AllThreads, (nuint)(&program)) == 0;
        }
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct FilterProgram
    {
        public ushort Length;
        public ulong* Instructions;
    }

    // Both are variadic in C, which on these two processors on Linux makes no difference to how they are called.
    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nuint operation, nuint flags, nuint program);
}
