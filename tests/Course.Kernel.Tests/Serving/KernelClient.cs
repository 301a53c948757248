using System.Text;
using System.Text.Json.Nodes;
using Course.Kernel.Messages;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

/// <summary>A front end: connected to a kernel by all five channels.</summary>
internal sealed class KernelClient : IDisposable
{
    private readonly ZmqContext _context = new();
    private readonly MessageSigner _signer;
    private readonly WireFormat _format;
    private readonly SocketLoop _sockets;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly System.Threading.Channels.Channel<byte[]> _beats = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();
    private int _sent;

    private KernelClient(ConnectionInfo connection)
    {
        _signer = new MessageSigner(connection.SignatureScheme, connection.Key);
        _format = new WireFormat(_signer);
        var sockets = new Dictionary<Channel, ZmqSocket>();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var socket = _context.Open(channel == Channel.IOPub ? ZmqSocketType.Subscribe : ZmqSocketType.Dealer);
            sockets[channel] = socket;
            socket.SetLinger(TimeSpan.Zero);
            if (channel == Channel.IOPub)
                socket.Subscribe([]);
            else
                socket.SetIdentity(Encoding.ASCII.GetBytes(_session));
            socket.Connect(connection.Endpoint(channel));
        }

        _sockets = new SocketLoop(_context, sockets, Receive);
        _sockets.Start();
    }

    /// <summary>All messages of the kernel.</summary>
    public MessageLog Received { get; } = new();

    /// <summary>Connects, and waits until what the kernel publishes arrives too.</summary>
    public static async Task<KernelClient> ConnectAsync(ConnectionInfo connection)
    {
        var client = new KernelClient(connection);
        await client.Received.FindAsync("welcome", message => message.Type == "iopub_welcome");
        return client;
    }

    /// <summary>Sends a message.</summary>
    /// <returns>Its id.</returns>
    public string Send(Channel channel, string type, JsonObject content, ReceivedMessage? parent = null)
    {
        var id = $"{_session}-{Interlocked.Increment(ref _sent)}";
        SendRaw(channel, Frames(id, type, content, parent));
        return id;
    }

    /// <summary>The frames of a message, signed.</summary>
    public IReadOnlyList<byte[]> Frames(string id, string type, JsonObject content, ReceivedMessage? parent = null) =>
        _format.Write([], MessageHeader.Create(id, _session, type), parent is null ? null : MessageHeader.Parse(Encoding.UTF8.GetBytes(parent.Header.ToJsonString())), content);

    public void SendRaw(Channel channel, IReadOnlyList<byte[]> frames) => _sockets.Send(channel, frames);

    /// <summary>Sends something to the heartbeat and waits for what comes back.</summary>
    public async Task<byte[]> BeatAsync(byte[] beat)
    {
        SendRaw(Channel.Heartbeat, [[], beat]);
        return await _beats.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Sends a request and waits for its reply and for the state idle.</summary>
    public Task<Exchange> AskAsync(string type, JsonObject? content = null, Channel channel = Channel.Shell) =>
        EndOfAsync(Send(channel, type, content ?? []));

    /// <summary>Sends code to run.</summary>
    /// <returns>The request's id.</returns>
    public string SendCode(string code, Action<JsonObject>? change = null)
    {
        var content = new JsonObject
        {
            ["code"] = code,
            ["silent"] = false,
            ["store_history"] = true,
            ["user_expressions"] = new JsonObject(),
            ["allow_stdin"] = false,
            ["stop_on_error"] = true,
        };
        change?.Invoke(content);
        return Send(Channel.Shell, "execute_request", content);
    }

    /// <summary>Runs code and waits for its end.</summary>
    public Task<Exchange> RunAsync(string code, Action<JsonObject>? change = null) => EndOfAsync(SendCode(code, change));

    /// <summary>Waits for the reply and the state idle of a request.</summary>
    public async Task<Exchange> EndOfAsync(string id)
    {
        await Received.FindAsync("idle state", message => message.ParentId == id && message.State == "idle");
        var reply = await Received.FindAsync("reply", message => message.ParentId == id && message.Channel is Channel.Shell or Channel.Control);
        return new Exchange(reply, PublishedFor(id));
    }

    /// <summary>What the kernel published for a request, states too.</summary>
    public IReadOnlyList<ReceivedMessage> PublishedFor(string id) =>
        [.. Received.All.Where(message => message.Channel == Channel.IOPub && message.ParentId == id)];

    /// <summary>Waits for something that the kernel publishes for a request.</summary>
    public Task<ReceivedMessage> PublishedAsync(string id, string type) =>
        Received.FindAsync(type, message => message.Channel == Channel.IOPub && message.ParentId == id && message.Type == type);

    public void Dispose()
    {
        _sockets.Dispose();
        _context.Dispose();
        _signer.Dispose();
    }

    private void Receive(Channel channel, byte[][] frames)
    {
        if (channel == Channel.Heartbeat)
        {
            _beats.Writer.TryWrite(frames[^1]);
            return;
        }

        var message = _format.Read(frames);
        Received.Add(new ReceivedMessage(
            channel,
            message.Header.Type,
            JsonNode.Parse(message.Header.Json)!.AsObject(),
            JsonNode.Parse(message.ParentHeader)!.AsObject(),
            JsonObject.Create(message.Content.Json)!));
    }
}
