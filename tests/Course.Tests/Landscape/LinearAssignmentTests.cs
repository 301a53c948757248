using Course.Data;
using Course.Landscape;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class LinearAssignmentTests
{
    [Fact]
    public void It_finds_what_trying_all_permutations_finds()
    {
        var random = new RandomStream(1);
        for (var n = 1; n <= 7; n++)
        {
            for (var trial = 0; trial < 12; trial++)
            {
                // Of small whole numbers many permutations are equally good; others are of real numbers of either sign.
                var g = Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => trial % 2 == 0 ? random.NextBelow(4) : random.NextGaussian()).ToArray()).ToArray();
                var best = Permutations(n).Max(order => order.Select((column, row) => g[row][column]).Sum());

                var found = Solve(g);

                Assert.Equal(Enumerable.Range(0, n), found.Order().Select(column => (int)column));
                Assert.Equal(best, found.Select((column, row) => g[row][column]).Sum(), 1e-12);
            }
        }
    }

    [Fact]
    public void A_hidden_permutation_is_found_in_noise()
    {
        var (random, n) = (new RandomStream(2), 200);
        var hidden = random.NextPermutation(n);

        var found = Solve([.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => (hidden[i] == j ? 3 : 0) + random.NextDouble()).ToArray())]);

        Assert.Equal(hidden, found);
    }

    [Fact]
    public void Products_are_largest_with_the_larger_beside_the_larger()
    {
        var (random, n) = (new RandomStream(3), 150);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => random.NextGaussian())], y = [.. Enumerable.Range(0, n).Select(_ => random.NextGaussian())];

        var found = Solve([.. x.Select(a => y.Select(b => a * b).ToArray())]);

        Assert.Equal(x.Order().Zip(y.Order(), (a, b) => a * b).Sum(), x.Select((a, i) => a * y[found[i]]).Sum(), 1e-10); // the rearrangement inequality
    }

    [Fact]
    public void Equal_gains_and_no_gains_at_all_come_to_an_end()
    {
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), LinearAssignment.Maximize(ones(60, 60)).Order());
        Assert.Empty(LinearAssignment.Maximize(zeros([0, 0])));
        Assert.Equal([0L], LinearAssignment.Maximize(tensor(-7.0).reshape(1, 1)));
    }

    [Fact]
    public void What_is_no_square_of_finite_numbers_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LinearAssignment.Maximize(zeros(2, 3)));
        Assert.Throws<ArgumentException>(() => LinearAssignment.Maximize(zeros(4)));
        Assert.Throws<ArgumentException>(() => LinearAssignment.Maximize(tensor(new[,] { { 1, double.NaN }, { 0, 1 } })));
    }

    private static long[] Solve(double[][] gains) => LinearAssignment.Maximize(tensor(gains.SelectMany(row => row).ToArray(), [gains.Length, gains.Length]));

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n - 1, .. order[at..]]));
}
