using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class InterruptTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    private readonly KernelClient _client = kernel.Client;

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Console.ReadLine();")]
    public async Task An_interrupt_stops_the_cell_and_keeps_what_it_had_set(string waiting)
    {
        var id = _client.SendCode($"var kept = 5; Console.WriteLine(\"here\"); {waiting}", content => content["allow_stdin"] = true);
        await _client.PublishedAsync(id, "stream");

        Assert.Equal("ok", (await _client.AskAsync("interrupt_request", channel: Channel.Control)).Reply.Status);

        var stopped = await _client.EndOfAsync(id);
        Assert.Equal("error", stopped.Reply.Status);
        Assert.Equal("error", stopped.Outputs.Last().Type);
        Assert.Equal("5", (await _client.RunAsync("kept")).Result);
    }

    [Fact]
    public async Task An_interrupt_gives_back_the_cells_that_wait()
    {
        var running = _client.SendCode("Console.WriteLine(\"here\"); while (true) { }");
        var waiting = _client.SendCode("1");
        await _client.PublishedAsync(running, "stream");

        await _client.AskAsync("interrupt_request", channel: Channel.Control);

        Assert.Equal("error", (await _client.EndOfAsync(running)).Reply.Status);
        Assert.Equal("aborted", (await _client.EndOfAsync(waiting)).Reply.Status);
    }

    [Fact]
    public async Task The_control_channel_and_the_heartbeat_answer_while_a_cell_runs()
    {
        var id = _client.SendCode("Console.WriteLine(\"here\"); while (true) { }");
        await _client.PublishedAsync(id, "stream");

        Assert.Equal("ok", (await _client.AskAsync("kernel_info_request", channel: Channel.Control)).Reply.Status);
        Assert.Equal("ping"u8.ToArray(), await _client.BeatAsync("ping"u8.ToArray()));
        Assert.DoesNotContain(_client.PublishedFor(id), message => message.State == "idle");

        await _client.AskAsync("interrupt_request", channel: Channel.Control);
        await _client.EndOfAsync(id);
    }

    [Fact]
    public async Task A_cell_that_nothing_can_stop_is_told_to_go_on()
    {
        // A library's loop: no check of the cell in it, and no wait.
        var id = _client.SendCode("""
            var end = DateTime.UtcNow.AddSeconds(8);
            Console.WriteLine("here");
            Course.Kernel.Tests.Serving.DeafLibrary.SpinUntil(end);
            """.Insert(0, $"#r \"{typeof(DeafLibrary).Assembly.Location}\"\n"));
        await _client.PublishedAsync(id, "stream");

        // Who presses the button again is not told again.
        await _client.AskAsync("interrupt_request", channel: Channel.Control);
        await _client.AskAsync("interrupt_request", channel: Channel.Control);

        var ended = await _client.EndOfAsync(id);
        Assert.Single(ended.Outputs, message => message.Type == "stream" && ((string?)message.Content["text"])!.Contains("goes on after the interrupt", StringComparison.Ordinal));
        Assert.Equal("error", ended.Reply.Status);
    }
}
