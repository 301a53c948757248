namespace Course.Kernel.Messages;

/// <summary>A message.</summary>
/// <param name="Identities">The frames before it that say from whom it came, or to whom it goes.</param>
/// <param name="Header">Its header.</param>
/// <param name="ParentHeader">The header, as JSON, of the message that it answers; an empty object where it answers none.</param>
/// <param name="Content">Its content.</param>
internal sealed record Message(
    IReadOnlyList<byte[]> Identities,
    MessageHeader Header,
    byte[] ParentHeader,
    JsonContent Content);
