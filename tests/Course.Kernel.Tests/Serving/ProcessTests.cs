using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class ProcessTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shutdown_is_answered_and_ends_the_process(bool restart)
    {
        using var kernel = await ProcessKernel.StartAsync();

        var exchange = await kernel.Client.AskAsync("shutdown_request", new JsonObject { ["restart"] = restart }, Channel.Control);

        Assert.Equal("ok", exchange.Reply.Status);
        Assert.Equal(restart, (bool)exchange.Content["restart"]!);
        Assert.Equal(["status", "shutdown_reply", "status"], exchange.Published.Select(message => message.Type));
        Assert.Equal(0, await kernel.ExitAsync());
    }

    [Fact]
    public async Task A_restarted_kernel_listens_at_the_same_place_and_knows_nothing_of_before()
    {
        using var kernel = await ProcessKernel.StartAsync();
        var before = await kernel.Client.RunAsync("var x = 1; x");
        await kernel.Client.AskAsync("shutdown_request", new JsonObject { ["restart"] = true }, Channel.Control);
        await kernel.ExitAsync();

        await kernel.StartAgainAsync();
        var after = await kernel.Client.RunAsync("x");

        Assert.Equal("1", before.Result);
        Assert.Equal("CompilationError", (string?)after.Content["ename"]);
        Assert.Equal(1, (int)after.Content["execution_count"]!);
        Assert.NotEqual((string?)before.Reply.Header["session"], (string?)after.Reply.Header["session"]);
    }

    [Theory]
    [InlineData("Environment.FailFast(\"the end\");")]
    [InlineData("System.Runtime.InteropServices.Marshal.WriteByte(1234567, 0);")]
    public async Task A_kernel_that_dies_ends_at_once_so_that_Jupyter_starts_it_again(string deadly)
    {
        using var kernel = await ProcessKernel.StartAsync();
        kernel.Client.SendCode(deadly);

        Assert.NotEqual(0, await kernel.ExitAsync());

        await kernel.StartAgainAsync();
        Assert.Equal("2", (await kernel.Client.RunAsync("1 + 1")).Result);
    }

    [Theory]
    [InlineData("var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"lost\")); thread.Start(); thread.Join();")]
    [InlineData("System.Threading.ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException(\"lost\"));")]
    [InlineData("async void Fail() { await Task.Delay(1).ConfigureAwait(false); throw new InvalidOperationException(\"lost\"); } Fail();")]
    [InlineData("var timer = new System.Threading.Timer(_ => throw new InvalidOperationException(\"lost\"), null, 1, -1);")]
    public async Task An_exception_that_nothing_catches_is_shown_and_the_kernel_lives(string failing)
    {
        using var kernel = await ProcessKernel.StartAsync();
        var exchange = await kernel.Client.RunAsync(failing);

        var shown = await kernel.Client.PublishedAsync(exchange.Reply.ParentId!, "stream");

        Assert.Equal("stderr", (string?)shown.Content["name"]);
        Assert.Contains("System.InvalidOperationException: lost\n   at cell 1, line 1", (string?)shown.Content["text"], StringComparison.Ordinal);
        Assert.Equal("2", (await kernel.Client.RunAsync("1 + 1")).Result);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("new System.Threading.Thread(() => { while (true) { } }).Start(); while (true) System.Threading.Thread.Sleep(1000);")]
    public async Task A_kernel_ends_while_a_cell_runs(string endless)
    {
        using var kernel = await ProcessKernel.StartAsync();
        var id = kernel.Client.SendCode("Console.WriteLine(\"here\"); " + endless);
        await kernel.Client.PublishedAsync(id, "stream");

        kernel.Client.Send(Channel.Control, "shutdown_request", new JsonObject { ["restart"] = false });

        await kernel.Client.Received.FindAsync("shutdown reply", message => message.Channel == Channel.Control && message.Type == "shutdown_reply");
        await kernel.ExitAsync();
    }

    [SkippableFact]
    public async Task The_signal_of_an_interrupt_stops_the_cell_and_not_the_kernel()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Windows has no such signal, and elsewhere env cannot undo that it is ignored.");
        // A test run in the background of a script inherits that the signal is ignored, and .NET keeps to that.
        using var kernel = await ProcessKernel.StartAsync("exec env --default-signal=INT \"$@\"");
        var id = kernel.Client.SendCode("var kept = 5; Console.WriteLine(\"here\"); while (true) { }");
        await kernel.Client.PublishedAsync(id, "stream");

        await SignalAsync("INT", kernel.Process.Id);

        Assert.Equal("error", (await kernel.Client.EndOfAsync(id)).Reply.Status);
        Assert.Equal("5", (await kernel.Client.RunAsync("kept")).Result);
    }

    [SkippableFact]
    public async Task The_signal_to_end_ends_the_kernel()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such signal.");
        using var kernel = await ProcessKernel.StartAsync();

        await SignalAsync("TERM", kernel.Process.Id);

        Assert.Equal(0, await kernel.ExitAsync());
    }

    [SkippableFact]
    public async Task A_kernel_ends_by_itself_when_Jupyter_is_gone()
    {
        Skip.If(OperatingSystem.IsWindows(), "There the test would need a parent that is no shell.");
        using var kernel = await ProcessKernel.StartAsync("JPY_PARENT_PID=$$ \"$@\" & wait");
        Assert.Equal("2", (await kernel.Client.RunAsync("1 + 1")).Result);

        kernel.Process.Kill();

        // Both have the same standard output: it ends when the last of them has ended.
        await kernel.Process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_kernel_without_a_connection_file_says_so()
    {
        var line = ProcessKernel.CommandLine("/no/such/file.json");
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true })!;

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("/no/such/file.json", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_kernels_run_at_once_each_with_its_own_variables()
    {
        var kernels = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ProcessKernel.StartAsync()));
        try
        {
            await Task.WhenAll(kernels.Select((kernel, i) => kernel.Client.RunAsync($"var mine = {i};")));
            var results = await Task.WhenAll(kernels.Select(kernel => kernel.Client.RunAsync("mine * mine")));

            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i * i}"), results.Select(exchange => exchange.Result));
        }
        finally
        {
            foreach (var kernel in kernels)
                kernel.Dispose();
        }
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        await kill.WaitForExitAsync();
    }
}
