using System.Text.Json.Nodes;
using Course.Kernel.Messages;
using Course.Kernel.Transport;

namespace Course.Kernel.Requests;

/// <summary>A message of a front end, while it is answered.</summary>
/// <param name="message">The message.</param>
/// <param name="channel">Where it came from and its answer goes.</param>
/// <param name="sender">Sends the answer.</param>
internal sealed class Request(Message message, Channel channel, MessageSender sender)
{
    private const string Suffix = "_request";

    public Message Message => message;

    public JsonContent Content => message.Content;

    public string Type => message.Header.Type;

    /// <summary>Whether the front end expects an answer; comms' messages are one-way.</summary>
    public bool WantsReply => Type.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>What stands in the reply's metadata.</summary>
    public JsonObject ReplyMetadata { get; } = [];

    /// <summary>Whether the requests to run code that wait behind this one are to be given back unrun.</summary>
    public bool AbortsQueue { get; set; }

    /// <summary>Tells all front ends what belongs to this request.</summary>
    public void Publish(string type, JsonObject content) => sender.Publish(type, content, message.Header);

    /// <summary>Tells all front ends whether the kernel works on this request.</summary>
    public void PublishStatus(string state) => Publish("status", new JsonObject { ["execution_state"] = state });

    public void Reply(JsonObject content) =>
        sender.Send(channel, message.Identities, string.Concat(Type.AsSpan(0, Type.Length - Suffix.Length), "_reply"), content, message.Header, ReplyMetadata);
}
