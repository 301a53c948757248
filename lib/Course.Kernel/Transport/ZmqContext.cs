namespace Course.Kernel.Transport;

/// <summary>What sockets belong to; disposed after all of them, it waits until what they sent is out or their linger is over.</summary>
internal sealed class ZmqContext : IDisposable
{
    private nint _handle = ZmqNative.zmq_ctx_new();

    /// <summary>Makes a socket.</summary>
    public ZmqSocket Open(ZmqSocketType type)
    {
        var socket = ZmqNative.zmq_socket(_handle, (int)type);
        return socket == 0 ? throw new ZmqException($"A {type} socket could not be made", ZmqNative.LastError()) : new ZmqSocket(socket);
    }

    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
            _ = ZmqNative.zmq_ctx_term(handle);
    }
}
