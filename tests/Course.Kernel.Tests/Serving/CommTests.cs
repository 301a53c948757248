using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class CommTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    private readonly KernelClient _client = kernel.Client;

    [Fact]
    public async Task A_comm_that_a_front_end_opens_is_closed_at_once()
    {
        var id = Send("comm_open", new JsonObject { ["target_name"] = "jupyter.widget" });
        await IdleAsync(id);

        var published = _client.PublishedFor(id);
        Assert.Equal(["status", "comm_close", "status"], published.Select(message => message.Type));
        Assert.Equal("c", (string?)published[1].Content["comm_id"]);
        Assert.Empty((await _client.AskAsync("comm_info_request")).Content["comms"]!.AsObject());
    }

    [Theory]
    [InlineData("comm_msg")]
    [InlineData("comm_close")]
    public async Task A_message_for_a_comm_that_is_closed_is_left(string type)
    {
        var id = Send(type, []);
        await IdleAsync(id);

        Assert.All(_client.PublishedFor(id), message => Assert.Equal("status", message.Type));
    }

    [Fact]
    public async Task No_comm_is_open_whatever_target_is_asked_for()
    {
        var exchange = await _client.AskAsync("comm_info_request", new JsonObject { ["target_name"] = "jupyter.widget" });

        Assert.Equal("ok", exchange.Reply.Status);
        Assert.Empty(exchange.Content["comms"]!.AsObject());
    }

    private string Send(string type, JsonObject more)
    {
        more["comm_id"] = "c";
        more["data"] = new JsonObject();
        return _client.Send(Channel.Shell, type, more);
    }

    private Task<ReceivedMessage> IdleAsync(string id) =>
        _client.Received.FindAsync("idle state", message => message.ParentId == id && message.State == "idle");
}
