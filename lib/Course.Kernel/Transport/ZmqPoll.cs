using System.Runtime.InteropServices;

namespace Course.Kernel.Transport;

/// <summary>Waits until one of several sockets has a message.</summary>
internal sealed unsafe class ZmqPoll : IDisposable
{
    // zmq_pollitem_t is { void *socket; fd; short events; short revents; }, where fd is an int, and on Windows a SOCKET.
    private static readonly int _eventsAt = nint.Size + (OperatingSystem.IsWindows() ? nint.Size : sizeof(int));
    private static readonly int _stride = (_eventsAt + (2 * sizeof(short)) + nint.Size - 1) / nint.Size * nint.Size;

    private readonly int _count;
    private byte* _items;

    public ZmqPoll(IReadOnlyList<ZmqSocket> sockets)
    {
        _count = sockets.Count;
        _items = (byte*)NativeMemory.AllocZeroed((nuint)(_count * _stride));
        for (var i = 0; i < _count; i++)
        {
            *(nint*)(_items + (i * _stride)) = sockets[i].Handle;
            *(short*)(_items + (i * _stride) + _eventsAt) = ZmqNative.PollIn;
        }
    }

    /// <summary>Waits without a limit.</summary>
    public void Wait()
    {
        while (ZmqNative.zmq_poll(_items, _count, -1) < 0)
        {
            var error = ZmqNative.LastError();
            if (error != ZmqNative.Interrupted)
                throw new ZmqException("Waiting for messages failed", error);
        }
    }

    /// <summary>Whether the socket with this number had a message when the wait ended.</summary>
    public bool HasMessage(int socket) => *(short*)(_items + (socket * _stride) + _eventsAt + sizeof(short)) != 0;

    public void Dispose()
    {
        NativeMemory.Free(_items);
        _items = null;
    }
}
