namespace Course.Kernel.Transport;

/// <summary>ZeroMQ's socket types that Jupyter uses, with their numbers in libzmq.</summary>
internal enum ZmqSocketType
{
    Pair = 0,
    Publish = 1,
    Subscribe = 2,
    Dealer = 5,
    Router = 6,
}
