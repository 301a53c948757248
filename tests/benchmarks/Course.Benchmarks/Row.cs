namespace Course.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The course's median.</param>
/// <param name="Peer">The median of what ours is measured in turns with: a peer, or the work of our own that the name has after a slash; null where there is none.</param>
/// <param name="Limit">What is not to be exceeded: by the ratio where there is a peer (unless <see cref="LimitsOurs"/>), else by ours; null where nothing was promised.</param>
/// <param name="Unit">The unit of both figures.</param>
internal sealed record Row(string Name, double Ours, double? Peer, double? Limit, string Unit)
{
    public double? Ratio => Ours / Peer;

    /// <summary>Whether the limit holds for our figure although there is a peer.</summary>
    public bool LimitsOurs { get; init; }

    public bool IsBeyondLimit => (LimitsOurs ? Ours : Ratio ?? Ours) > Limit;
}
