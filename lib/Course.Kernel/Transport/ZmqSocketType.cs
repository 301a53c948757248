namespace Course.Kernel.Transport;

/// <summary>ZeroMQ's socket types that Jupyter uses, with their numbers in libzmq.</summary>
internal enum ZmqSocketType
{
    Pair = 0,
    Subscribe = 2,
    Dealer = 5,
    Router = 6,

    /// <summary>Publishes, and receives who subscribes: a byte 1, or 0 where it is the end, and then the topic.</summary>
    ExtendedPublish = 9,
}
