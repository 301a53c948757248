using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Course.Kernel.Messages;
using Course.Kernel.Transport;

namespace Course.Kernel;

/// <summary>Gives this kernel's messages their ids, writes them and passes them on; any thread may send.</summary>
internal sealed class MessageSender(WireFormat format, Action<Channel, IReadOnlyList<byte[]>> send)
{
    private readonly string _session = Guid.NewGuid().ToString("N");
    private int _count;

    /// <summary>Tells all front ends something.</summary>
    /// <param name="type">The kind of message.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">The request that it belongs to, if any.</param>
    /// <param name="topic">What front ends subscribe to; null: the kind of message.</param>
    public void Publish(string type, JsonObject content, MessageHeader? parent, byte[]? topic = null) =>
        Send(Channel.IOPub, [topic ?? Encoding.UTF8.GetBytes(type)], type, content, parent);

    /// <summary>Tells one front end something.</summary>
    /// <returns>The message's id.</returns>
    public string Send(Channel channel, IReadOnlyList<byte[]> identities, string type, JsonObject content, MessageHeader? parent, JsonObject? metadata = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _count)}");
        send(channel, format.Write(identities, MessageHeader.Create(id, _session, type), parent, content, metadata));
        return id;
    }
}
