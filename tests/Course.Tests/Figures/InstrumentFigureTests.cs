using Course.Figures;
using Course.Instruments;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class InstrumentFigureTests
{
    [Fact]
    public void Series_of_a_family_share_a_panel_and_axes_are_logarithmic_where_it_fits()
    {
        var history = new History();
        foreach (var step in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024 })
        {
            history.Record("loss", step, 1);
            history.Record("eigenvalue: 1", step, 1000.0 / step);
            history.Record("eigenvalue: 2", step, 500.0 / step);
            history.Record("distance", step, Math.Sqrt(step));
            history.Record("noise", step, step - 10);
        }
        var figure = FigureJson.Json(Figure.Instruments(history));
        var layout = figure["layout"]!;

        Assert.Equal(3, Figure.Families(history).Count);
        Assert.Equal("log", (string?)layout["yaxis"]!["type"]);
        Assert.Null((string?)layout["yaxis2"]!["type"]);
        Assert.Null((string?)layout["yaxis3"]!["type"]);
        Assert.Equal("log", (string?)layout["xaxis3"]!["type"]);
        Assert.Null(layout["yaxis4"]);
        Assert.Equal(["1", "2"], figure["data"]!.AsArray().Where(trace => trace!["showlegend"]?.GetValue<bool>() != false).Select(trace => FigureJson.Text(trace!["name"])));
    }

    [Theory]
    [InlineData(1, "log")]
    [InlineData(0.01, null)]
    public void The_ends_of_an_interval_share_the_panel_of_their_value_and_do_not_stretch_it(double growth, string? type)
    {
        var history = new History();
        for (var step = 1; step <= 20; step++)
        {
            history.Record("noise scale", step, 5 * (1 + growth * step));
            history.Record("noise scale: low", step, step == 2 ? double.NegativeInfinity : 0);
            history.Record("noise scale: high", step, step == 3 ? double.PositiveInfinity : 1e9);
        }
        var figure = FigureJson.Json(Figure.Instruments(history));
        var axis = figure["layout"]!["yaxis"]!;

        Assert.Equal(["noise scale", "low", "high"], figure["data"]!.AsArray().Select(trace => FigureJson.Text(trace!["name"])));
        Assert.Equal(type, (string?)axis["type"]);
        double[] range = [.. axis["range"]!.AsArray().Select(end => type is null ? (double)end! : Math.Pow(10, (double)end!))];
        Assert.InRange(range[0], type is null ? -10 : 0.5, 1.1);
        Assert.InRange(range[1], 6, 1100);
    }

    [Fact]
    public void A_long_run_is_thinned_out_and_a_run_without_instruments_has_nothing_to_show()
    {
        var history = new History();
        for (var step = 1; step <= 10_000; step++) history.Record("gradient norm", step, step == 10_000 ? double.NaN : step);
        var x = FigureJson.Json(Figure.Instruments(history))["data"]![0]!["x"]!.AsArray();

        Assert.InRange(x.Count, 200, 301);
        Assert.Equal(10_000, (double)x[^1]!);
        Assert.Throws<ArgumentException>(() => Figure.Instruments(new History()));
    }

    [Fact]
    public void A_notebook_shows_what_instruments_record_while_the_run_goes_on()
    {
        var reports = new Reports();
        var trainer = new Trainer(new Rosenbrock(), zeros(2, float64), new Sgd(), learningRate: 1e-3);
        trainer.Instruments.Add(new GradientNorm { Due = Every.Steps(10) });
        trainer.Instruments.Add(new Measurement("coordinate: x", moment => moment.Weights[0].ToDouble()) { Due = Every.Steps(10) });
        trainer.RunSteps(2000, reports);
        var (during, end) = (reports.All[0], reports.All[^1]);

        Assert.Contains("gradient norm</text>", new LiveState(during, new LossTrail(), []).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("<img", new LiveState(end, new LossTrail(), []).ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("coordinate", ConsoleProgress.Line(reports.All.First(report => report.EpochEnded)) ?? "", StringComparison.Ordinal);
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }
}
