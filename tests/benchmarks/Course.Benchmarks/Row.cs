namespace Course.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The course's median.</param>
/// <param name="Peer">The peer's median, measured in turns with ours; null where there is no peer.</param>
/// <param name="Limit">What is not to be exceeded: by the ratio where there is a peer (unless <see cref="LimitsOurs"/>), else by ours; null where nothing was promised.</param>
/// <param name="Unit">The unit of both figures.</param>
internal sealed record Row(string Name, double Ours, double? Peer, double? Limit, string Unit)
{
    public double? Ratio => Ours / Peer;

    /// <summary>Whether the limit holds for our figure although there is a peer.</summary>
    public bool LimitsOurs { get; init; }

    public bool IsBeyondLimit => (LimitsOurs ? Ours : Ratio ?? Ours) > Limit;
}
