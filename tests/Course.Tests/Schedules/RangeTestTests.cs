using Course.Data;
using Course.Figures;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Schedules;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Schedules;

public sealed class RangeTestTests
{
    [Fact]
    public void Rates_grow_by_one_factor_until_the_loss_explodes()
    {
        var test = RangeTest.Run(Spirals(), new Sgd(), lowest: 1e-4, highest: 1e4, steps: 81, batchSize: 30, seed: 1);

        for (var k = 0; k < test.Rates.Count; k++) Assert.Equal(Math.Pow(10, -4 + 0.1 * k), test.Rates[k], Math.Pow(10, -13 + 0.1 * k));
        Assert.InRange(test.Rates.Count, 20, 80); // gradient descent does not survive a rate of 10⁴
        Assert.Equal((test.Rates.Count, test.Rates.Count), (test.Losses.Count, test.Smoothed.Count));
        // The definition of the smoothed losses, as a weighted mean: weights 0.9ⁱ on the loss i steps ago.
        var last = test.Losses.Reverse().Index().ToArray();
        Assert.Equal(last.Sum(entry => Math.Pow(0.9, entry.Index) * entry.Item) / last.Sum(entry => Math.Pow(0.9, entry.Index)), test.Smoothed[^1], 9);
        Assert.Equal(test.Rates[test.Smoothed.ToList().IndexOf(test.Smoothed.Min())] / 10, test.Suggestion);
        Assert.Contains("a tenth of that", test.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_its_buffers_and_its_gradient_come_out_as_they_went_in()
    {
        var objective = Spirals();
        objective.Parameters.Gradient.fill_(3);
        objective.Module.eval();
        var before = objective.Module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        RangeTest.Run(objective, new Adam(), steps: 10);

        Assert.NotEmpty(objective.Module.named_buffers());
        Assert.All(objective.Module.state_dict(), entry => Assert.Equal(before[entry.Key].Values(), entry.Value.Values()));
        Assert.True(objective.Parameters.Gradient.eq(3).all().ToBoolean());
        Assert.All(objective.Module.modules().Append(objective.Module), module => Assert.False(module.training));
    }

    [Fact]
    public void Its_figure_shows_losses_and_the_suggestion_over_the_rates()
    {
        var test = RangeTest.Run(Spirals(), new Sgd(), steps: 20);
        var figure = Json(Figure.RangeTest(test));

        Assert.Equal("log", Text(figure["layout"]!["xaxis"]!["type"]));
        Assert.Equal(test.Suggestion, Doubles(figure["data"]![2]!["x"])[0], 1e-6 * test.Suggestion);
    }

    [Fact]
    public void A_range_that_does_not_rise_is_refused()
    {
        var objective = Spirals();
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeTest.Run(objective, new Sgd(), lowest: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeTest.Run(objective, new Sgd(), lowest: 1, highest: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeTest.Run(objective, new Sgd(), steps: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RangeTest.Run(objective, new Sgd(), batchSize: 0));
    }

    private static NetworkObjective Spirals()
    {
        manual_seed(5);
        var network = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 3));
        return new NetworkObjective(network, Losses.CrossEntropy, Course.Data.Spirals.Generate(300, 3, seed: 2));
    }
}
