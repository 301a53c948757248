using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Course.Notebooks;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a stranger's code might do; run as a process of its own, it says how that went.</summary>
internal static class SandboxedProgram
{
    private const int Megabyte = 1 << 20;

    public static async Task<int> RunAsync(string deed, string[] arguments)
    {
        try
        {
            Console.WriteLine(await DoAsync(deed, arguments));
            return 0;
        }
        catch (Exception failure)
        {
            Console.WriteLine($"{failure.GetType().Name}: {failure.Message}");
            return 3;
        }
    }

    private static async Task<string> DoAsync(string deed, string[] arguments) => deed switch
    {
        "grader" => await GradeAsync(arguments),
        "refusal" => Refusal(),
        "connect" => Connect(new IPEndPoint(IPAddress.Loopback, int.Parse(arguments[0], CultureInfo.InvariantCulture)), ProtocolType.Tcp),
        "connect-abstract" => Connect(new UnixDomainSocketEndPoint("\0" + arguments[0]), ProtocolType.Unspecified),
        "resolve" => (await Dns.GetHostAddressesAsync(arguments[0])).Length + " addresses",
        "arrays" => Hoard(() => GC.AllocateUninitializedArray<byte>(20 * Megabyte)),
        "native" => Hoard(AllocateNative),
        "shared" => Hoard(AllocateShared),
        "threads" => StartThreads(int.Parse(arguments[0], CultureInfo.InvariantCulture)),
        "bomb" => Bomb(),
        "confined" => ForbiddenDeeds.Try(),
        "lesson" => await RunLessonAsync(arguments[0]),
        _ => throw new ArgumentException(deed),
    };

    /// <summary>A grader of its own, which runs a command in a sandbox and passes on what it says.</summary>
    private static async Task<string> GradeAsync(string[] command)
    {
        await using var process = Sandbox.Start(command, new SandboxOptions { Readable = [AppContext.BaseDirectory], Memory = 200 * Megabyte });
        using var reader = new StreamReader(process.Output);
        while (await reader.ReadLineAsync() is { } line)
            Console.WriteLine(line);
        return $"{process.Errors}exit code {await process.Exited}, {process.EndReason ?? "by itself"}";
    }

    private static string Refusal()
    {
        try
        {
            Sandbox.Start(["true"], new SandboxOptions());
            return "started";
        }
        catch (SandboxException refusal)
        {
            return refusal.Message == Sandbox.Problem() ? refusal.Message : "said something else";
        }
    }

    private static string Connect(EndPoint to, ProtocolType protocol)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Stream, protocol);
        socket.Connect(to);
        return "connected";
    }

    /// <summary>Takes memory and keeps it, until it gets none.</summary>
    private static string Hoard<T>(Func<T> take)
    {
        List<T> kept = [];
        try
        {
            while (kept.Count < 1000)
                kept.Add(take());
        }
        catch (OutOfMemoryException)
        {
            var count = kept.Count;
            kept.Clear();
            return $"out of memory after {count * 20} MB";
        }

        return "no end of memory";
    }

    private static unsafe nint AllocateNative()
    {
        var memory = NativeMemory.Alloc(20 * Megabyte);
        NativeMemory.Fill(memory, 20 * Megabyte, 1);
        return (nint)memory;
    }

    /// <summary>Shared memory counts as nobody's own.</summary>
    private static unsafe nint AllocateShared()
    {
        const int readAndWrite = 3, sharedWithoutFile = 0x21;
        var memory = NativeCalls.MapMemory(0, 20 * Megabyte, readAndWrite, sharedWithoutFile, -1, 0);
        NativeMemory.Fill((void*)memory, 20 * Megabyte, 1);
        return memory;
    }

    private static string StartThreads(int count)
    {
        Console.WriteLine("starts threads"); // the first line takes one too
        var started = 0;
        try
        {
            for (; started < count; started++)
                new Thread(() => Thread.Sleep(Timeout.Infinite), 64 << 10) { IsBackground = true }.Start();
        }
        catch (OutOfMemoryException)
        {
            return $"refused after {started} threads";
        }

        return $"started {started} threads";
    }

    private static string Bomb()
    {
        while (true)
        {
            try
            {
                Process.Start(Environment.ProcessPath!, Environment.GetCommandLineArgs());
            }
            catch (Win32Exception)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>A lesson's session with libtorch, confined half-way.</summary>
    /// <param name="library">The folder of the course's library.</param>
    private static async Task<string> RunLessonAsync(string library)
    {
        await using var session = new CSharpSession(new SessionOptions { WorkingDirectory = "/tmp" });
        if (await RunAsync($"#r \"{library}/TorchSharp.dll\"\nusing TorchSharp;\nConsole.Write(torch.ones(3).sum().item<float>() + \" \");") is { } early)
            return early;
        Console.Write(Confinement.Apply() + " ");
        return await RunAsync(
            "torch.set_num_threads(2);\nvar w = torch.ones(new long[] { 300, 300 }, requires_grad: true);\nw.mm(w).sum().backward();",
            "Console.Write(w.grad!.sum().item<float>() + \" \");",
            "try { torch.zeros(4_000_000_000L); } catch (Exception failure) { Console.Write(failure.GetType().Name); }") ?? "";

        async Task<string?> RunAsync(params string[] cells)
        {
            foreach (var cell in cells)
            {
                var result = await session.RunAsync(cell, output => Console.Write((output as StreamOutput)?.Text), CancellationToken.None);
                if (!result.Success)
                    return $"{result.Error?.Name} {result.Error?.Value}";
            }

            return null;
        }
    }
}
