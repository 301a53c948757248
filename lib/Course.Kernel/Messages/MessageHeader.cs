using System.Text.Json;

namespace Course.Kernel.Messages;

/// <summary>Who sent a message, and which kind it is.</summary>
/// <param name="Id">The message's own id.</param>
/// <param name="Session">The id of the sender's session.</param>
/// <param name="Type">The kind, such as <c>execute_request</c>.</param>
/// <param name="Json">The header as it was sent, which answers carry as their parent's.</param>
internal sealed record MessageHeader(string Id, string Session, string Type, byte[] Json)
{
    /// <summary>The protocol that this kernel speaks.</summary>
    public const string ProtocolVersion = "5.4";

    /// <summary>A header's id, session and kind; the rest of it matters to the sender alone.</summary>
    public static MessageHeader Parse(byte[] json)
    {
        var header = JsonContent.Parse(json, "header");
        return new MessageHeader(header.Text("msg_id"), header.Text("session", ""), header.Text("msg_type"), json);
    }

    /// <summary>A header of this kernel.</summary>
    public static MessageHeader Create(string id, string session, string type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("msg_id", id);
            writer.WriteString("session", session);
            writer.WriteString("username", "kernel");
            writer.WriteString("date", DateTime.UtcNow);
            writer.WriteString("msg_type", type);
            writer.WriteString("version", ProtocolVersion);
            writer.WriteEndObject();
        }

        return new MessageHeader(id, session, type, buffer.ToArray());
    }
}
