using Course.Data;

namespace Course.Search;

/// <summary>Sobol's sequence, all bits of each coordinate changed by the same random ones: as even as before, and not beginning in the corner.</summary>
internal sealed class SobolPlan(int trials, long seed) : SearchPlan
{
    internal override Trial? Next(SearchSpace space, IReadOnlyList<Trial> made)
    {
        if (made.Count >= trials) return null;
        var random = new RandomStream(seed);
        var bits = new SobolSequence(space.Axes.Count).Bits(made.Count);
        return new Trial(space, made.Count, 1, [.. bits.Select(own => SobolSequence.ToUnit(own ^ (uint)(random.NextBits() >> 32)))]);
    }

    public override string ToString() => $"Sobol with the seed {seed}"; // a longer plan begins like a shorter one
}
