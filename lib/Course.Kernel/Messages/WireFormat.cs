using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Kernel.Messages;

/// <summary>
/// Messages as frames of bytes: identities, a delimiter, a signature, then header, parent's header, metadata and content
/// as JSON, then binary buffers, which nothing that this kernel answers has. Reading is for one thread; writing is for any.
/// </summary>
internal sealed class WireFormat(MessageSigner signer)
{
    private const int Parts = 4;

    private static readonly byte[] _delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] _empty = "{}"u8.ToArray();

    // Text goes over the wire as UTF-8 and not into HTML: only what JSON must escape is escaped.
    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    private readonly ReplayGuard _replays = new();

    /// <summary>Reads what arrived.</summary>
    /// <exception cref="MalformedMessageException">It is no message, is signed wrongly, or came before.</exception>
    public Message Read(byte[][] frames)
    {
        var delimiter = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(_delimiter));
        if (delimiter < 0)
            throw new MalformedMessageException("it has no delimiter <IDS|MSG>");
        if (frames.Length < delimiter + 2 + Parts)
            throw new MalformedMessageException($"it has {frames.Length - delimiter - 1} frames after the delimiter; at least {1 + Parts} were expected");

        var signature = frames[delimiter + 1];
        var parts = frames.AsSpan(delimiter + 2, Parts);
        if (!signer.IsValid(parts, signature))
            throw new MalformedMessageException("its signature is not that of its content under the connection file's key");
        if (signer.IsOn && !_replays.TryAdd(signature))
            throw new MalformedMessageException("it came before, with the same signature");

        JsonContent.Parse(parts[1], "parent header");
        JsonContent.Parse(parts[2], "metadata");
        return new Message(frames[..delimiter], MessageHeader.Parse(parts[0]), parts[1], JsonContent.Parse(parts[3], "content"));
    }

    /// <summary>The frames of a message.</summary>
    /// <param name="identities">To whom it goes; on the publishing channel its topic.</param>
    /// <param name="header">Its header.</param>
    /// <param name="parent">The header of the message that it answers, if any.</param>
    /// <param name="content">Its content.</param>
    /// <param name="metadata">Its metadata, if any.</param>
    public IReadOnlyList<byte[]> Write(IReadOnlyList<byte[]> identities, MessageHeader header, MessageHeader? parent, JsonObject content, JsonObject? metadata = null)
    {
        byte[][] parts = [header.Json, parent?.Json ?? _empty, metadata is null ? _empty : Bytes(metadata), Bytes(content)];
        return [.. identities, _delimiter, signer.Sign(parts), .. parts];
    }

    private static byte[] Bytes(JsonObject json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, _json))
            json.WriteTo(writer);
        return buffer.ToArray();
    }
}
