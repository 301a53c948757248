using System.Collections.Concurrent;

namespace Course.Kernel.Transport;

/// <summary>
/// The one thread that uses the sockets of all channels: it hands on what arrives and sends what other threads give it,
/// in the order in which they gave it, across channels too.
/// </summary>
internal sealed class SocketLoop : IDisposable
{
    /// <summary>Turns of one socket before the others and the outgoing messages have theirs.</summary>
    private const int MessagesAtATime = 64;

    private static readonly byte[][] _nudge = [[]];

    private readonly Dictionary<Channel, ZmqSocket> _sockets;
    private readonly Action<Channel, byte[][]> _received;
    private readonly ConcurrentQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)> _outgoing = new();
    private readonly ZmqSocket _wakes;
    private readonly ZmqSocket _isWoken;
    private readonly Lock _wakeGate = new();
    private readonly Thread _thread;
    private bool _isAwake;
    private volatile bool _ends;

    /// <param name="context">The sockets' context.</param>
    /// <param name="sockets">The sockets, which from now on belong to the loop.</param>
    /// <param name="received">Gets each message on the loop's thread; it must neither wait nor throw.</param>
    public SocketLoop(ZmqContext context, Dictionary<Channel, ZmqSocket> sockets, Action<Channel, byte[][]> received)
    {
        _sockets = sockets;
        _received = received;
        _wakes = context.Open(ZmqSocketType.Pair);
        _isWoken = context.Open(ZmqSocketType.Pair);
        var endpoint = $"inproc://wake-{Guid.NewGuid():N}";
        _isWoken.Bind(endpoint);
        _wakes.Connect(endpoint);
        _thread = new Thread(Run) { IsBackground = true, Name = "Jupyter sockets" };
    }

    public void Start() => _thread.Start();

    /// <summary>Sends a message; any thread may call this. Who calls it while a message is handed on is served at once, before what waits.</summary>
    public void Send(Channel channel, IReadOnlyList<byte[]> frames)
    {
        if (Thread.CurrentThread == _thread)
        {
            _sockets[channel].TrySend(frames);
            return;
        }

        _outgoing.Enqueue((channel, frames));
        Wake();
    }

    /// <summary>Sends what was given, then closes the sockets.</summary>
    public void Dispose()
    {
        _ends = true;
        Wake();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            Close();
        else
            _thread.Join();
    }

    private void Wake()
    {
        lock (_wakeGate)
        {
            // One nudge is enough, however much there is to send.
            if (_isAwake)
                return;
            _isAwake = true;
            _wakes.TrySend(_nudge);
        }
    }

    private void Run()
    {
        Channel[] channels = [.. _sockets.Keys];
        using (var poll = new ZmqPoll([.. channels.Select(channel => _sockets[channel]), _isWoken]))
        {
            while (!_ends || !_outgoing.IsEmpty)
            {
                poll.Wait();
                for (var i = 0; i < channels.Length; i++)
                {
                    if (poll.HasMessage(i))
                        Receive(channels[i]);
                }

                if (poll.HasMessage(channels.Length))
                    TakeNudge();
                while (_outgoing.TryDequeue(out var message))
                    _sockets[message.Channel].TrySend(message.Frames);
            }
        }

        Close();
    }

    private void Receive(Channel channel)
    {
        for (var i = 0; i < MessagesAtATime && _sockets[channel].TryReceive() is { } frames; i++)
            _received(channel, frames);
    }

    /// <summary>Before the queue is emptied, so that what is added meanwhile nudges again.</summary>
    private void TakeNudge()
    {
        lock (_wakeGate)
        {
            _isWoken.TryReceive();
            _isAwake = false;
        }
    }

    private void Close()
    {
        foreach (var socket in _sockets.Values)
            socket.Dispose();
        lock (_wakeGate)
        {
            // From here on nothing wakes the loop.
            _isAwake = true;
            _wakes.Dispose();
            _isWoken.Dispose();
        }
    }
}
