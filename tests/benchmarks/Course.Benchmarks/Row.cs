namespace Course.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The course's median.</param>
/// <param name="Peer">The median of what ours is measured in turns with: a peer, or the work of our own that the name has after a slash; null where there is none.</param>
/// <param name="Limit">What is not to be exceeded: by the ratio where there is a peer (unless <see cref="LimitsOurs"/>), else by ours; null where nothing was promised.</param>
/// <param name="Unit">The unit of both figures.</param>
internal sealed record Row(string Name, double Ours, double? Peer, double? Limit, string Unit)
{
    /// <summary>Ours over the peer's; of what was measured in turns the median of the turns' ratios, since a turn's two sides meet the same load.</summary>
    public double? Ratio { get => field ?? Ours / Peer; private init; }

    /// <summary>Whether the limit holds for our figure although there is a peer.</summary>
    public bool LimitsOurs { get; init; }

    /// <summary>The figure of what was measured in turns.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="ours">The course's figures, one a turn.</param>
    /// <param name="peer">The others, one a turn.</param>
    /// <param name="limit">What is not to be exceeded by the ratio.</param>
    /// <param name="unit">The unit of both.</param>
    public static Row InTurns(string name, IReadOnlyCollection<double> ours, IReadOnlyCollection<double> peer, double? limit, string unit) =>
        new(name, Statistics.Median(ours), Statistics.Median(peer), limit, unit) { Ratio = Statistics.Median(ours.Zip(peer, (one, other) => one / other)) };

    public bool IsBeyondLimit => (LimitsOurs ? Ours : Ratio ?? Ours) > Limit;
}
