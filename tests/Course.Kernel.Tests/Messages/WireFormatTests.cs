using System.Text;
using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Tests.Messages;

public sealed class WireFormatTests : IDisposable
{
    private readonly MessageSigner _signer = new("hmac-sha256", "key");
    private readonly WireFormat _format;

    public WireFormatTests() => _format = new WireFormat(_signer);

    /// <summary>RFC 4231, test case 2.</summary>
    [Fact]
    public void A_signature_is_the_HMAC_of_the_four_parts()
    {
        using var signer = new MessageSigner("hmac-sha256", "Jefe");
        byte[][] parts = ["what do "u8.ToArray(), "ya want "u8.ToArray(), "for "u8.ToArray(), "nothing?"u8.ToArray()];

        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Encoding.ASCII.GetString(signer.Sign(parts)));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var header = MessageHeader.Create("id", "session", "stream");
        var parent = MessageHeader.Create("parent", "other", "execute_request");
        var content = new JsonObject { ["text"] = "\"ü😀\n" };

        // A binary buffer behind the content is left.
        var read = _format.Read([.. _format.Write(["a"u8.ToArray(), "b"u8.ToArray()], header, parent, content), "buffer"u8.ToArray()]);

        Assert.Equal(["a", "b"], read.Identities.Select(Encoding.UTF8.GetString));
        Assert.Equal(("id", "session", "stream"), (read.Header.Id, read.Header.Session, read.Header.Type));
        Assert.Equal(parent.Json, read.ParentHeader);
        Assert.Equal("\"ü😀\n", read.Content.Text("text"));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_nothing_is_a_replay()
    {
        using var unsigned = new MessageSigner("hmac-sha256", "");
        var format = new WireFormat(unsigned);
        byte[][] frames = [.. format.Write([], MessageHeader.Create("1", "s", "t"), null, [])];

        Assert.Empty(frames[1]);
        Assert.Equal("1", format.Read(frames).Header.Id);
        Assert.Equal("1", format.Read(frames).Header.Id);
    }

    [Theory]
    [InlineData("[]", "header is Array")]
    [InlineData("{", "header is not JSON")]
    [InlineData("{\"msg_type\": \"t\"}", "'msg_id' is missing")]
    [InlineData("{\"msg_id\": 1, \"msg_type\": \"t\"}", "'msg_id' is missing")]
    [InlineData("{\"msg_id\": \"\\ud800\", \"msg_type\": \"t\"}", "half of a surrogate pair")]
    [InlineData("{\"msg_id\": \"1\", \"msg_typ\\ud800\": \"t\"}", "half of a surrogate pair")]
    [InlineData("{\"msg_id\": \"1\", \"msg_type\": \"t\", \"username\": \"\u00ff\"}", "not UTF-8")]
    public void A_header_that_is_none_is_refused(string json, string why)
    {
        byte[][] parts = [Encoding.Latin1.GetBytes(json), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()];
        byte[][] frames = ["<IDS|MSG>"u8.ToArray(), _signer.Sign(parts), .. parts];

        Assert.Contains(why, Assert.Throws<MalformedMessageException>(() => _format.Read(frames)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheme_that_is_not_known_is_named()
    {
        var exception = Assert.Throws<InvalidDataException>(() => new MessageSigner("hmac-md5", "key"));

        Assert.Contains("'hmac-md5'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_is_known_among_the_last_tens_of_thousands()
    {
        var guard = new ReplayGuard();
        for (var i = 0; i < 70_000; i++)
            Assert.True(guard.TryAdd(Encoding.ASCII.GetBytes($"{i}")));

        Assert.False(guard.TryAdd("69999"u8.ToArray()));
        Assert.False(guard.TryAdd("10000"u8.ToArray()));
        // So long ago that it is forgotten: the memory is bounded.
        Assert.True(guard.TryAdd("0"u8.ToArray()));
    }

    public void Dispose() => _signer.Dispose();
}
