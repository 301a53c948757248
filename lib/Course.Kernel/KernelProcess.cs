using System.Diagnostics;
using System.Runtime.InteropServices;
using Course.Kernel.Transport;
using Course.Notebooks;

namespace Course.Kernel;

/// <summary>The process that Jupyter starts: one kernel, until a front end, a signal or the end of Jupyter ends it.</summary>
public static class KernelProcess
{
    /// <summary>What the end may take before the process is ended without it: Jupyter itself waits five seconds.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    /// <summary>The ZeroMQ library that a kernel would use, as a name or a path; null where there is none.</summary>
    public static string? ZeroMq => ZmqLibrary.Find();

    /// <summary>The environment variable that may name that library's file.</summary>
    public const string ZeroMqVariable = ZmqLibrary.PathVariable;

    /// <summary>Runs a kernel; the process then ends, whatever threads cells left behind.</summary>
    /// <param name="connectionFile">Jupyter's connection file.</param>
    /// <param name="session">How the session runs; its working directory is the notebook's folder, where Jupyter starts this process.</param>
    /// <param name="figureScript">The file of plotly.js, which the figures of a notebook that runs unattended carry with them; null for none.</param>
    /// <returns>1 where the kernel could not start; else it does not return.</returns>
    public static async Task<int> RunAsync(string connectionFile, SessionOptions session, string? figureScript = null)
    {
        // The console is the cells'; this is the log of who started the kernel.
        var log = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        KernelServer server;
        try
        {
            server = new KernelServer(ConnectionInfo.Read(connectionFile), new KernelOptions { Session = session, FigureScriptFile = figureScript, Log = line => log.WriteLine($"C# kernel: {line}") });
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or DllNotFoundException)
        {
            await log.WriteLineAsync($"C# kernel: {exception.Message}");
            return 1;
        }

        UnhandledExceptions.ShowInSessions();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            server.Interrupt();
        });
        var terminated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            terminated.TrySetResult();
        });
        await Task.WhenAny(server.Ended, terminated.Task, ParentProcess.EndAsync());

        EndInAnyCase();
        await server.DisposeAsync();
        Environment.Exit(0);
        return 0;
    }

    /// <summary>A cell's finalizers or native threads must not keep the process alive.</summary>
    private static void EndInAnyCase() => new Thread(() =>
    {
        Thread.Sleep(_patience);
        Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true, Name = "End in any case" }.Start();
}
