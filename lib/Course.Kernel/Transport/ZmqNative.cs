using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Course.Kernel.Transport;

/// <summary>The functions of libzmq 4 that the kernel uses, with their names in C.</summary>
internal static unsafe partial class ZmqNative
{
    public const int SendMore = 2;
    public const int DoNotWait = 1;
    public const short PollIn = 1;

    static ZmqNative() => ZmqLibrary.Register();

    /// <summary>The operation would have to wait.</summary>
    public static int Again { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>A signal came; the call is to be repeated.</summary>
    public static int Interrupted => 4;

    /// <summary>Why the last call on this thread failed.</summary>
    public static int LastError() => OperatingSystem.IsWindows() ? zmq_errno() : Marshal.GetLastPInvokeError();

    public static string Describe(int error) => Marshal.PtrToStringUTF8(zmq_strerror(error)) ?? $"error {error}";

    [LibraryImport(ZmqLibrary.Name)]
    public static partial nint zmq_ctx_new();

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_ctx_term(nint context);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial nint zmq_socket(nint context, int type);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_close(nint socket);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_setsockopt(nint socket, int option, void* value, nuint length);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_getsockopt(nint socket, int option, void* value, nuint* length);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_bind(nint socket, string endpoint);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_connect(nint socket, string endpoint);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_send(nint socket, void* bytes, nuint length, int flags);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_poll(void* items, int count, long milliseconds);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_init(Frame* frame);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_msg_recv(Frame* frame, nint socket, int flags);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial void* zmq_msg_data(Frame* frame);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial nuint zmq_msg_size(Frame* frame);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_more(Frame* frame);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_close(Frame* frame);

    [LibraryImport(ZmqLibrary.Name)]
    private static partial int zmq_errno();

    [LibraryImport(ZmqLibrary.Name)]
    private static partial nint zmq_strerror(int error);

    /// <summary>zmq_msg_t: 64 bytes that only libzmq looks into.</summary>
    [InlineArray(8)]
    public struct Frame
    {
        private long _bytes;
    }
}
