using System.Text;

namespace Course.Kernel.Transport;

/// <summary>A ZeroMQ socket: one thread at a time may use it. It never waits in <see cref="TryReceive"/> and <see cref="TrySend"/>.</summary>
internal sealed unsafe class ZmqSocket : IDisposable
{
    private const int RoutingId = 5;
    private const int Subscription = 6;
    private const int Linger = 17;
    private const int SendLimit = 23;
    private const int ReceiveLimit = 24;
    private const int LastEndpoint = 32;
    private const int VerboseSubscriptions = 40;
    private const int RouterHandover = 56;

    private nint _handle;

    public ZmqSocket(nint handle)
    {
        _handle = handle;
        // A message is never thrown away because many wait, as libzmq would above a thousand.
        Set(SendLimit, 0);
        Set(ReceiveLimit, 0);
    }

    public nint Handle => _handle;

    /// <summary>How long, after closing, what was sent is still delivered.</summary>
    public void SetLinger(TimeSpan linger) => Set(Linger, (int)linger.TotalMilliseconds);

    /// <summary>Lets a client that comes back under its old identity take its place.</summary>
    public void AllowHandover() => Set(RouterHandover, 1);

    /// <summary>Lets a publishing socket receive every subscription, even one that another client has too.</summary>
    public void ReceiveAllSubscriptions() => Set(VerboseSubscriptions, 1);

    public void SetIdentity(ReadOnlySpan<byte> identity) => Set(RoutingId, identity);

    public void Subscribe(ReadOnlySpan<byte> prefix) => Set(Subscription, prefix);

    /// <summary>Listens at an endpoint and returns it as it became: with the port that the system gave for <c>*</c>.</summary>
    public string Bind(string endpoint)
    {
        if (ZmqNative.zmq_bind(_handle, endpoint) != 0)
            throw new ZmqException($"Could not listen at {endpoint}", ZmqNative.LastError());
        Span<byte> text = stackalloc byte[512];
        var length = (nuint)text.Length;
        fixed (byte* bytes = text)
            Check(ZmqNative.zmq_getsockopt(_handle, LastEndpoint, bytes, &length), "The endpoint could not be read");
        return Encoding.UTF8.GetString(text[..((int)length - 1)]);
    }

    public void Connect(string endpoint) => Check(ZmqNative.zmq_connect(_handle, endpoint), $"Could not connect to {endpoint}");

    /// <summary>Sends a message of one or more frames; false where the socket cannot take it now.</summary>
    public bool TrySend(IReadOnlyList<byte[]> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            fixed (byte* bytes = frames[i])
            {
                var flags = ZmqNative.DoNotWait | (i < frames.Count - 1 ? ZmqNative.SendMore : 0);
                while (ZmqNative.zmq_send(_handle, bytes, (nuint)frames[i].Length, flags) < 0)
                {
                    var error = ZmqNative.LastError();
                    if (error == ZmqNative.Again)
                        return false;
                    if (error != ZmqNative.Interrupted)
                        throw new ZmqException("A message could not be sent", error);
                }
            }
        }

        return true;
    }

    /// <summary>Takes the next message, if one is there.</summary>
    public byte[][]? TryReceive()
    {
        var frames = new List<byte[]>();
        ZmqNative.Frame frame;
        bool more;
        do
        {
            _ = ZmqNative.zmq_msg_init(&frame);
            try
            {
                while (ZmqNative.zmq_msg_recv(&frame, _handle, ZmqNative.DoNotWait) < 0)
                {
                    var error = ZmqNative.LastError();
                    if (error == ZmqNative.Again)
                        return null;
                    if (error != ZmqNative.Interrupted)
                        throw new ZmqException("A message could not be received", error);
                }

                frames.Add(new ReadOnlySpan<byte>(ZmqNative.zmq_msg_data(&frame), (int)ZmqNative.zmq_msg_size(&frame)).ToArray());
                more = ZmqNative.zmq_msg_more(&frame) != 0;
            }
            finally
            {
                _ = ZmqNative.zmq_msg_close(&frame);
            }
        }
        while (more);
        return [.. frames];
    }

    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
            _ = ZmqNative.zmq_close(handle);
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw new ZmqException(what, ZmqNative.LastError());
    }

    private void Set(int option, int value) =>
        Check(ZmqNative.zmq_setsockopt(_handle, option, &value, sizeof(int)), $"Socket option {option} could not be set to {value}");

    private void Set(int option, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
            Check(ZmqNative.zmq_setsockopt(_handle, option, bytes, (nuint)value.Length), $"Socket option {option} could not be set");
    }
}
