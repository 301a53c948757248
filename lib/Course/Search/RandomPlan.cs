using Course.Data;

namespace Course.Search;

/// <summary>Independent settings: each has a random stream of its own.</summary>
internal sealed class RandomPlan(int trials, long seed) : SearchPlan
{
    internal override Trial? Next(SearchSpace space, IReadOnlyList<Trial> made) =>
        made.Count < trials ? new Trial(space, made.Count, 1, Place(space, seed, made.Count)) : null;

    internal static double[] Place(SearchSpace space, long seed, int configuration)
    {
        var random = new RandomStream(seed, configuration);
        return [.. space.Axes.Select(_ => random.NextDouble())];
    }

    public override string ToString() => $"random with the seed {seed}"; // a longer plan begins like a shorter one
}
