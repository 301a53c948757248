namespace Course.Kernel.Transport;

/// <summary>libzmq refused something.</summary>
internal sealed class ZmqException(string what, int error) : IOException($"{what}: {ZmqNative.Describe(error)}.");
