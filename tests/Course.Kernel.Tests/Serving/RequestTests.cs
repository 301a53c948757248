using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class RequestTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    private readonly KernelClient _client = kernel.Client;

    [Theory]
    [InlineData("kernel_info_request", Channel.Shell)]
    [InlineData("kernel_info_request", Channel.Control)]
    [InlineData("comm_info_request", Channel.Shell)]
    [InlineData("connect_request", Channel.Shell)]
    [InlineData("interrupt_request", Channel.Control)]
    internal async Task A_request_is_answered_between_the_states_busy_and_idle(string type, Channel channel)
    {
        var exchange = await _client.AskAsync(type, channel: channel);

        Assert.Equal("ok", exchange.Reply.Status);
        Assert.Equal(type.Replace("request", "reply", StringComparison.Ordinal), exchange.Reply.Type);
        Assert.Equal(channel, exchange.Reply.Channel);
        Assert.Equal(["busy", "idle"], exchange.Published.Select(message => message.State));
    }

    [Fact]
    public async Task The_kernel_says_which_language_and_protocol_it_speaks()
    {
        var info = (await _client.AskAsync("kernel_info_request")).Content;

        Assert.Equal("5.4", (string?)info["protocol_version"]);
        Assert.Equal("C#", (string?)info["language_info"]!["name"]);
        Assert.Equal(".cs", (string?)info["language_info"]!["file_extension"]);
        Assert.StartsWith("C#", (string?)info["banner"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_message_has_an_id_of_its_own_the_kernels_session_and_the_whole_header_of_its_request()
    {
        var exchange = await _client.RunAsync("display(1); Console.Write(2); 3");
        var messages = exchange.Published.Append(exchange.Reply).ToList();

        Assert.Equal(messages.Count, messages.Select(message => (string?)message.Header["msg_id"]).Distinct().Count());
        Assert.Single(messages.Select(message => (string?)message.Header["session"]).Distinct());
        Assert.All(messages, message =>
        {
            Assert.Equal("execute_request", (string?)message.Parent["msg_type"]);
            Assert.Equal(["msg_id", "session", "username", "date", "msg_type", "version"], message.Parent.Select(item => item.Key));
            Assert.Equal("5.4", (string?)message.Header["version"]);
            Assert.True(DateTimeOffset.TryParse((string?)message.Header["date"], out _));
        });
    }

    [Fact]
    public async Task A_front_end_is_welcomed_before_anything_else_is_published_to_it()
    {
        using var another = await KernelClient.ConnectAsync(kernel.Server.Connection);
        await another.AskAsync("kernel_info_request");

        var welcome = another.Received.All.First(message => message.Channel == Channel.IOPub);
        Assert.Equal("iopub_welcome", welcome.Type);
        Assert.Equal("", (string?)welcome.Content["subscription"]);
        Assert.Empty(welcome.Parent);
    }

    [Fact]
    public async Task The_heartbeat_sends_back_what_came()
    {
        Assert.Equal("ping"u8.ToArray(), await _client.BeatAsync("ping"u8.ToArray()));
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("if (true)\n{", "incomplete", "    ")]
    [InlineData("using = 7q;", "invalid", null)]
    public async Task Whether_code_is_complete_is_told(string code, string status, string? indent)
    {
        var reply = (await _client.AskAsync("is_complete_request", new JsonObject { ["code"] = code })).Content;

        Assert.Equal(status, (string?)reply["status"]);
        Assert.Equal(indent, (string?)reply["indent"]);
    }

    [Fact]
    public async Task Completion_counts_its_offsets_in_code_points()
    {
        const string code = "var s = \"😀é😀\"; s.Le";

        var reply = (await _client.AskAsync("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.EnumerateRunes().Count() })).Content;

        Assert.Contains("Length", reply["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Equal(code.EnumerateRunes().Count() - 2, (int)reply["cursor_start"]!);
        Assert.Equal(code.EnumerateRunes().Count(), (int)reply["cursor_end"]!);
        var kind = reply["metadata"]!["_jupyter_types_experimental"]!.AsArray().Single(item => (string?)item!["text"] == "Length")!;
        Assert.Equal(("property", (int)reply["cursor_start"]!), ((string?)kind["type"], (int)kind["start"]!));
    }

    [Fact]
    public async Task Inspection_counts_its_offset_in_code_points_and_answers_in_text_and_Markdown()
    {
        const string code = "\"😀😀\"; Math.Max(1, 2)";
        var cursor = code[..code.IndexOf("Max", StringComparison.Ordinal)].EnumerateRunes().Count() + 1;

        var reply = (await _client.AskAsync("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor, ["detail_level"] = 0 })).Content;

        Assert.True((bool)reply["found"]!);
        Assert.Contains("Max", (string?)reply["data"]!["text/plain"], StringComparison.Ordinal);
        Assert.Contains("Max", (string?)reply["data"]!["text/markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_stands()
    {
        var reply = (await _client.AskAsync("inspect_request", new JsonObject { ["code"] = "", ["cursor_pos"] = 0 })).Content;

        Assert.Equal("ok", (string?)reply["status"]);
        Assert.False((bool)reply["found"]!);
        Assert.Empty(reply["data"]!.AsObject());
    }

    [Fact]
    public async Task The_debugger_is_told_to_be_missing()
    {
        var reply = (await _client.AskAsync("debug_request", new JsonObject { ["type"] = "request", ["seq"] = 7, ["command"] = "debugInfo" }, Channel.Control)).Reply;

        Assert.Equal("debug_reply", reply.Type);
        Assert.False((bool)reply.Content["success"]!);
        Assert.Equal(7, (int)reply.Content["request_seq"]!);
        Assert.Equal("debugInfo", (string?)reply.Content["command"]);
    }

    [Fact]
    public async Task A_request_without_what_it_needs_is_answered_with_what_is_missing()
    {
        foreach (var type in new[] { "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request" })
        {
            var exchange = await _client.AskAsync(type);

            Assert.Equal("error", exchange.Reply.Status);
            Assert.Contains("is missing", (string?)exchange.Content["evalue"], StringComparison.Ordinal);
            Assert.Equal("idle", exchange.Published[^1].State);
        }
    }

    [Fact]
    public async Task An_unknown_kind_of_message_is_left_and_logged()
    {
        _client.Send(Channel.Shell, "brew_request", []);
        await _client.AskAsync("kernel_info_request");

        Assert.Contains(kernel.Log, line => line.Contains("'brew_request'", StringComparison.Ordinal));
    }
}
