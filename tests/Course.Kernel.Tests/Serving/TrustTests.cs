using System.Text;
using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class TrustTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    private readonly KernelClient _client = kernel.Client;

    [Fact]
    public async Task A_message_with_a_wrong_signature_is_dropped_and_logged()
    {
        var frames = Code("forged", "var forged = 1;").ToArray();
        frames[1] = Encoding.ASCII.GetBytes(new string('0', 64));

        await DroppedAsync(frames, "forged", "its signature");
    }

    [Fact]
    public async Task A_message_that_was_changed_on_its_way_is_dropped()
    {
        var frames = Code("changed", "var changed = 1;").ToArray();
        frames[^1] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(frames[^1]).Replace("= 1", "= 2", StringComparison.Ordinal));

        await DroppedAsync(frames, "changed", "its signature");
    }

    [Fact]
    public async Task A_message_that_comes_twice_runs_once()
    {
        await _client.RunAsync("var runs = 0;");
        var frames = Code("twice", "runs++;");
        _client.SendRaw(Channel.Shell, frames);
        _client.SendRaw(Channel.Shell, frames);

        Assert.Equal("1", (await _client.RunAsync("runs")).Result);
        Assert.Contains(kernel.Log, line => line.Contains("it came before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frames_that_are_no_message_are_dropped()
    {
        await DroppedAsync([], "none", "no delimiter");
        await DroppedAsync(["hello"u8.ToArray()], "none", "no delimiter");
        await DroppedAsync(["<IDS|MSG>"u8.ToArray(), [], []], "none", "frames after the delimiter");
    }

    /// <summary>Ten thousand messages with bytes changed, frames left out, doubled or swapped, half of them signed anew.</summary>
    [Fact]
    public async Task Of_ten_thousand_mutated_messages_each_is_answered_or_dropped_and_the_kernel_still_adds()
    {
        var mutations = new MessageMutations(seed: 20260501);
        string[] types = ["kernel_info_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_open", "comm_msg", "comm_info_request", "execute_request"];
        var (answeredBefore, droppedBefore) = (Answered(), Dropped());
        var (forStdin, asked) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var content = new JsonObject { ["code"] = "1+1", ["cursor_pos"] = 3, ["hist_access_type"] = "search", ["pattern"] = "*", ["n"] = 5, ["comm_id"] = "c", ["target_name"] = "t", ["data"] = new JsonObject() };
            var frames = mutations.Mutate(_client.Frames($"fuzz-{i}", types[i % types.Length], content), kernel.Server.Connection.Key);
            var channel = (i % 7) switch { 0 => Channel.Control, 1 => Channel.Stdin, _ => Channel.Shell };
            _client.SendRaw(channel, frames);
            forStdin += channel == Channel.Stdin ? 1 : 0;
            // Not faster than the kernel answers, so that a failure is near its cause.
            if (i % 500 == 499)
            {
                Assert.Equal("ok", (await _client.AskAsync("kernel_info_request")).Reply.Status);
                asked++;
            }
        }

        Assert.Equal("2", (await _client.RunAsync("1+1")).Result);
        Assert.Equal("ok", (await _client.AskAsync("kernel_info_request", channel: Channel.Control)).Reply.Status);
        var (answered, dropped) = (Answered() - answeredBefore - asked - 2, Dropped() - droppedBefore);
        Assert.Equal(10_000 - forStdin, answered + dropped);
        // Both happened often.
        Assert.InRange(answered, 2_000, 6_000);
    }

    /// <summary>Each message that is no reply to a question of the kernel's own is put between busy and idle.</summary>
    private int Answered() => _client.Received.All.Count(message => message.State == "idle");

    private int Dropped() => kernel.Log.Count(line => line.Contains("was dropped", StringComparison.Ordinal) && !line.Contains("stdin", StringComparison.Ordinal));

    private IReadOnlyList<byte[]> Code(string id, string code) => _client.Frames(id, "execute_request", new JsonObject { ["code"] = code });

    private async Task DroppedAsync(byte[][] frames, string id, string why)
    {
        var before = kernel.Log.Count;
        _client.SendRaw(Channel.Shell, frames.Length == 0 ? [[]] : frames);
        await _client.AskAsync("kernel_info_request");

        Assert.Contains(kernel.Log.Skip(before), line => line.Contains(why, StringComparison.Ordinal));
        Assert.Empty(_client.PublishedFor(id));
    }
}
