using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Course.Notebooks.Running;

/// <summary>
/// The process that runs one notebook's cells for a <see cref="NotebookRunner"/>: a C# session in the current directory,
/// which takes cells from a pipe and sends each output back as it is shown.
/// </summary>
public static class NotebookWorker
{
    /// <summary>Runs cells until the runner says that there are no more, or is gone; the process then ends, whatever threads cells left behind.</summary>
    /// <param name="options">How the session runs; its working directory is the notebook's folder, where the runner starts this process.</param>
    /// <returns>2 when no runner started this process; else it does not return.</returns>
    public static async Task<int> RunAsync(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Environment.GetEnvironmentVariable(WorkerProtocol.PipeVariable) is not { } name)
        {
            await Console.Error.WriteLineAsync("This is the part of `course run` that runs cells; it is started by `course run` and not by hand.");
            return 2;
        }

        UnhandledExceptions.ShowInSessions();
        // Not for the processes that cells start.
        Environment.SetEnvironmentVariable(WorkerProtocol.PipeVariable, null);
        // Ctrl+C reaches the whole process group; the runner decides what becomes of this process.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        await using var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync(10_000);
        await ServeAsync(pipe, options);
        Send(pipe, WorkerProtocol.Finished());
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task ServeAsync(Stream pipe, SessionOptions options)
    {
        var cells = Channel.CreateUnbounded<(string Source, CancellationToken Cancel)>();
        // A thread of its own: cells may keep every thread of the pool busy, and a cell that never ends must still hear of its end.
        new Thread(() => Listen(pipe, cells.Writer)) { IsBackground = true, Name = "Worker's ear" }.Start();

        await using var session = new CSharpSession(options);
        await session.Ready;
        Send(pipe, WorkerProtocol.Ready());
        await foreach (var (source, cancel) in cells.Reader.ReadAllAsync())
        {
            var result = await session.RunAsync(source, output => Send(pipe, WorkerProtocol.Output(output)), cancel);
            Send(pipe, WorkerProtocol.End(result));
        }
    }

    private static void Listen(Stream pipe, ChannelWriter<(string Source, CancellationToken Cancel)> cells)
    {
        try
        {
            // Of the last cell, which may not have begun yet. Not disposed: the cell has its token.
            CancellationTokenSource? stop = null;
            using var reader = new StreamReader(pipe, new UTF8Encoding(false), leaveOpen: true);
            while (reader.ReadLine() is { } line)
            {
                var message = JsonNode.Parse(line)!;
                if (message["run"] is { } source)
                {
                    stop = new CancellationTokenSource();
                    cells.TryWrite((source.GetValue<string>(), stop.Token));
                }
                else if (message["cancel"] is not null)
                {
                    stop?.Cancel();
                }
                else if (message["finish"] is not null)
                {
                    cells.TryComplete();
                }
            }
        }
        catch (IOException)
        {
            // The runner is gone.
        }

        Environment.Exit(0);
    }

    private static void Send(Stream pipe, JsonObject message)
    {
        var bytes = Encoding.UTF8.GetBytes(message.ToJsonString() + "\n");
        try
        {
            lock (pipe)
                pipe.Write(bytes);
        }
        catch (IOException)
        {
            // The runner is gone, and the listening thread ends the process.
        }
    }
}
