using System.Globalization;
using Course.Notebooks;

namespace Lessons.Tests;

/// <summary>Training that is watched from a notebook's cell.</summary>
public sealed class LiveProgressTests : IAsyncDisposable
{
    private static readonly string Setup = $$"""
        #r "{{AppContext.BaseDirectory}}Course.dll"
        using Course.Objectives; using Course.Optimizers; using Course.Training; using TorchSharp; using static TorchSharp.torch;
        Trainer Descent() => new(new Quadratic(diag(tensor(new[] { 1.0, 3.0 }))), tensor(new[] { 1.0, 1.0 }), new Sgd(), learningRate: 1e-4);
        """;

    private readonly CSharpSession session = new(new SessionOptions());
    private readonly List<CellOutput> outputs = [];
    private bool isSetUp;

    public async ValueTask DisposeAsync() => await session.DisposeAsync();

    [Fact]
    public async Task A_run_is_one_display_that_is_updated_at_most_ten_times_a_second()
    {
        var result = await RunAsync("var result = Descent().RunSteps(5000, new LiveProgress());");

        Assert.True(result.Success, result.Error?.Value);
        var display = Assert.IsType<DisplayOutput>(outputs[0]);
        var updates = outputs.Skip(1).Cast<UpdateDisplayOutput>().ToList();
        Assert.All(updates, update => Assert.Equal(display.DisplayId, update.DisplayId));
        Assert.InRange(updates.Count, 1, 2 + (int)(10 * result.Elapsed.TotalSeconds));
        Assert.Contains("step 5000 of 5000", updates[^1].Data.Text(MimeBundle.Html), StringComparison.Ordinal);
        Assert.Contains("width:100%", updates[^1].Data.Text(MimeBundle.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_run_has_a_display_of_its_own()
    {
        await RunAsync("var progress = new LiveProgress(); Descent().RunSteps(2, progress); Descent().RunSteps(2, progress);");
        Assert.Equal(2, outputs.OfType<DisplayOutput>().Select(display => display.DisplayId).Distinct().Count());
    }

    [Fact]
    public async Task Each_epoch_that_has_ended_has_its_line_in_the_last_picture()
    {
        await RunAsync("Descent().Run(5, new LiveProgress());");

        var lines = outputs.OfType<UpdateDisplayOutput>().Last().Data.Text(MimeBundle.PlainText)!.Split('\n');
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => int.Parse(line["epoch ".Length..10], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_last_picture_of_a_stopped_run_expects_nothing_more()
    {
        await RunAsync("var trainer = Descent();");
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await session.RunAsync("trainer.RunSteps(int.MaxValue, new LiveProgress());", outputs.Add, cancel.Token).WaitAsync(TimeSpan.FromMinutes(1));

        var pictures = outputs.OfType<UpdateDisplayOutput>().Select(update => update.Data.Text(MimeBundle.Html)!).ToList();
        Assert.Contains(" left</span>", pictures[0], StringComparison.Ordinal);
        Assert.DoesNotContain(" left</span>", pictures[^1], StringComparison.Ordinal);
        Assert.Contains("Cancelled after step", pictures[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new LiveProgress()")]
    [InlineData("new ConsoleProgress()")]
    [InlineData("null")]
    public async Task A_stopped_cell_ends_training_keeps_the_weights_and_says_where(string progress)
    {
        await RunAsync("var trainer = Descent();");
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var stopped = await session.RunAsync($"trainer.RunSteps(int.MaxValue, {progress});", outputs.Add, cancel.Token).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ErrorOutput.Cancelled, stopped.Error?.Name);
        Assert.Matches(@"Cancelled after step \d+ of 2147483647\. What was learned until then is kept", stopped.Error!.Value);
        var steps = $"after step {await PrintAsync("Console.Write(trainer.History[Trainer.LossSeries].Count);")} of";
        Assert.Contains(steps, stopped.Error.Value, StringComparison.Ordinal);
        Assert.True((await RunAsync("trainer.RunSteps(3);")).Success);
    }

    private async Task<CellResult> RunAsync(string source)
    {
        if (!isSetUp) await session.RunAsync(Setup, _ => { });
        isSetUp = true;
        outputs.Clear();
        return await session.RunAsync(source, outputs.Add);
    }

    private async Task<string> PrintAsync(string source)
    {
        await RunAsync(source);
        return string.Concat(outputs.OfType<StreamOutput>().Select(stream => stream.Text));
    }
}
