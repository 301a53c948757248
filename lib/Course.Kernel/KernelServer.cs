using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Course.Kernel.Messages;
using Course.Kernel.Requests;
using Course.Kernel.Transport;
using Course.Notebooks;

namespace Course.Kernel;

/// <summary>
/// A Jupyter kernel: a C# session behind the Jupyter messaging protocol 5.4. It answers who it is at once, while the
/// session is still warming up.
/// </summary>
public sealed class KernelServer : IAsyncDisposable
{
    /// <summary>How long the last messages may take to reach slow front ends.</summary>
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(1);

    /// <summary>What a cell has, when the kernel ends, to end too; it is left behind then.</summary>
    private static readonly TimeSpan _patienceAtEnd = TimeSpan.FromSeconds(1);

    /// <summary>A cell that has not stopped after this long is told to be beyond reach.</summary>
    private static readonly TimeSpan _patienceAfterInterrupt = TimeSpan.FromSeconds(4);

    private readonly Action<string> _log;
    private readonly MessageSigner _signer;
    private readonly WireFormat _format;
    private readonly ZmqContext _context = new();
    private readonly SocketLoop _sockets;
    private readonly MessageSender _sender;
    private readonly Keyboard _keyboard;
    private readonly RequestQueue _shell;
    private readonly RequestQueue _control;
    private readonly Task<CSharpSession> _session;
    private readonly TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Request? _warned;

    /// <summary>Starts to listen.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelServer(ConnectionInfo connection, KernelOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);
        _log = options.Log;
        _signer = new MessageSigner(connection.SignatureScheme, connection.Key);
        _format = new WireFormat(_signer);
        (_sockets, Connection) = Listen(connection);
        _sender = new MessageSender(_format, _sockets.Send);
        _keyboard = new Keyboard(_sender);
        _session = Task.Run(() => new CSharpSession(options.Session with { Input = _keyboard.ReadAsync }));

        var history = new CellHistory();
        var kernelInfo = new KernelInfoHandler();
        var shutdown = new ShutdownHandler(restart => _end.TrySetResult(restart));
        _shell = new RequestQueue("shell", new Dictionary<string, IRequestHandler>
        {
            ["kernel_info_request"] = kernelInfo,
            ["execute_request"] = new ExecuteHandler(_session, _keyboard, history, new FigureScript(options.FigureScriptFile)),
            ["complete_request"] = new CompleteHandler(_session),
            ["inspect_request"] = new InspectHandler(_session),
            ["is_complete_request"] = new IsCompleteHandler(),
            ["history_request"] = new HistoryHandler(history),
            ["connect_request"] = new ConnectHandler(() => Connection),
            ["comm_info_request"] = new CommInfoHandler(),
            ["comm_open"] = new CommOpenHandler(),
            // Before protocol 5.4 it came here.
            ["shutdown_request"] = shutdown,
        }, _log);
        _control = new RequestQueue("control", new Dictionary<string, IRequestHandler>
        {
            ["kernel_info_request"] = kernelInfo,
            ["interrupt_request"] = new InterruptHandler(Interrupt),
            ["shutdown_request"] = shutdown,
            ["debug_request"] = new DebugHandler(),
        }, _log);

        _sender.Publish("status", new JsonObject { ["execution_state"] = "starting" }, parent: null);
        _sockets.Start();
    }

    /// <summary>Where the kernel listens, with the ports that the system chose.</summary>
    public ConnectionInfo Connection { get; }

    /// <summary>Done when a front end has asked the kernel to end: true where it is to be started anew. It is disposed then.</summary>
    public Task<bool> Ended => _end.Task;

    /// <summary>Stops the cell that runs; where that does not help in a few seconds, the cell's output says so.</summary>
    public void Interrupt()
    {
        // Who presses twice is told once.
        if (_shell.Interrupt() is { Type: RequestQueue.Execute } request && Interlocked.Exchange(ref _warned, request) != request)
            _ = WarnIfItGoesOnAsync(request);
    }

    /// <summary>Stops the cell that runs, answers what is being answered, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult(false);
        _control.Stop(_patienceAtEnd);
        _shell.Interrupt();
        _shell.Stop(_patienceAtEnd);
        var session = await _session.ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        _sockets.Dispose();
        _keyboard.Dispose();
        _context.Dispose();
        _signer.Dispose();
    }

    private async Task WarnIfItGoesOnAsync(Request request)
    {
        await Task.Delay(_patienceAfterInterrupt).ConfigureAwait(false);
        if (_shell.Current == request)
        {
            request.Publish("stream", new JsonObject
            {
                ["name"] = StreamOutput.StandardError,
                ["text"] = "The cell goes on after the interrupt: it is in code that nothing can stop from outside, such as a library's long computation, "
                    + "or that catches the stop. It ends when that code ends. Restarting the kernel ends it now, and with it all variables.\n",
            });
        }
    }

    private (SocketLoop Sockets, ConnectionInfo Connection) Listen(ConnectionInfo connection)
    {
        var sockets = new Dictionary<Channel, ZmqSocket>();
        var endpoints = new Dictionary<Channel, string>();
        try
        {
            foreach (var channel in Enum.GetValues<Channel>())
            {
                var socket = _context.Open(channel == Channel.IOPub ? ZmqSocketType.ExtendedPublish : ZmqSocketType.Router);
                sockets[channel] = socket;
                socket.SetLinger(_linger);
                if (channel == Channel.IOPub)
                    socket.ReceiveAllSubscriptions();
                else
                    socket.AllowHandover();
                endpoints[channel] = socket.Bind(connection.Endpoint(channel));
            }
        }
        catch
        {
            foreach (var socket in sockets.Values)
                socket.Dispose();
            _context.Dispose();
            throw;
        }

        return (new SocketLoop(_context, sockets, Receive), connection.WithPorts(channel => endpoints[channel]));
    }

    private void Receive(Channel channel, byte[][] frames)
    {
        try
        {
            switch (channel)
            {
                case Channel.Heartbeat:
                    _sockets.Send(channel, frames);
                    break;
                case Channel.IOPub:
                    Welcome(frames[0]);
                    break;
                case Channel.Stdin:
                    _keyboard.Receive(_format.Read(frames));
                    break;
                default:
                    (channel == Channel.Control ? _control : _shell).Add(new Request(_format.Read(frames), channel, _sender));
                    break;
            }
        }
        catch (MalformedMessageException exception)
        {
            _log($"A message on the {channel.ToString().ToLowerInvariant()} channel was dropped: {exception.Message}.");
        }
    }

    /// <summary>Tells a front end, as protocol 5.5 has it, that from now on what the kernel publishes reaches it.</summary>
    private void Welcome(byte[] subscription)
    {
        if (subscription is [1, .. var topic] && Utf8.IsValid(topic))
            _sender.Publish("iopub_welcome", new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) }, parent: null, topic);
    }
}
