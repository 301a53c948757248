using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a confined process may not do.</summary>
internal static class ForbiddenDeeds
{
    /// <summary>Tries all that a confined process may not, then goes on with what it may.</summary>
    public static string Try()
    {
        if (!Confinement.Apply())
            return "there is no confinement here";

        (string Name, Func<bool> IsDone)[] forbidden =
        [
            ("Process.Start", () => Succeeds(() => Process.Start("/bin/true"))),
            ("a socket", () => Succeeds(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))),
            ("an abstract socket", () => Succeeds(() => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))),
            ("fork", () => NativeCalls.Fork() >= 0),
            ("exec", () => NativeCalls.Execute("/bin/true", 0, 0) == 0),
            ("a signal to another", () => NativeCalls.Signal(1, 0) == 0),
            ("a signal to all", () => NativeCalls.Signal(-1, 0) == 0),
            ("a file in memory", () => NativeCalls.MemoryFile("x", 0) >= 0),
            ("a thread of another process", () => NativeCalls.SystemCall((nint)SystemCallFilter.CloneNumber, 0x11, 0, 0) >= 0),
            .. SystemCallFilter.RefusedNumbers.Select(number => ($"system call {number}", (Func<bool>)(() => !IsRefused((nint)number)))),
        ];
        var done = forbidden.Where(deed => deed.IsDone()).Select(deed => deed.Name).ToList();
        if (done.Count > 0)
            return "could do: " + string.Join(", ", done);

        var sum = 0L;
        var threads = Enumerable.Range(0, 20).Select(i => new Thread(() => Interlocked.Add(ref sum, i))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Parallel.For(0, 1000, i => Interlocked.Add(ref sum, new int[1000].Length));
        GC.Collect();
        var compiled = System.Linq.Expressions.Expression.Lambda<Func<int>>(System.Linq.Expressions.Expression.Constant(7)).Compile()();
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "text");
        return NativeCalls.Signal(Environment.ProcessId, 0) == 0 ? $"refused all, then computed {sum + compiled} and wrote {File.ReadAllText(file)}" : "no signal to itself";
    }

    private static bool Succeeds(Func<IDisposable> deed)
    {
        try
        {
            using var made = deed();
            return true;
        }
        catch (Exception failure) when (failure is Win32Exception or SocketException)
        {
            return false;
        }
    }

    private static bool IsRefused(nint call)
    {
        const int notPermitted = 1; // EPERM
        return NativeCalls.SystemCall(call, 0, 0, 0) < 0 && Marshal.GetLastPInvokeError() == notPermitted;
    }
}
