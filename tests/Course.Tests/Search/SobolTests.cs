using System.Text.Json;
using Course.Search;

namespace Course.Tests.Search;

public sealed class SobolTests
{
    public static TheoryData<int> Dimensions => [1, 2, 5, 21];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Points_are_those_of_PyTorchs_engine(int dimensions)
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Search", "sobol.json")))!;
        var sequence = new SobolSequence(dimensions);

        Assert.All(expected[$"{dimensions}"], (point, i) => Assert.Equal(point, sequence.Bits(i).Select(SobolSequence.ToUnit)));
    }

    [Fact]
    public void Shifted_points_fill_each_axis_evenly_and_pairs_of_the_first_two_axes_too()
    {
        var space = new SearchSpace().Linear("a", 0, 1).Linear("b", 0, 1).Linear("c", 0, 1);
        var trials = new HyperparameterSearch(space, _ => 0).Run(SearchPlan.Sobol(trials: 64, seed: 5)).Trials;

        foreach (var axis in (string[])["a", "b", "c"])
            Assert.Equal(Enumerable.Range(0, 64), trials.Select(trial => (int)(trial.Number(axis) * 64)).Order());
        Assert.Equal(64, trials.Select(trial => ((int)(trial.Number("a") * 8), (int)(trial.Number("b") * 8))).Distinct().Count());
    }

    [Fact]
    public void More_coordinates_than_the_table_has_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(22));
}
