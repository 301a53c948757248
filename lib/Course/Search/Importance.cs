namespace Course.Search;

/// <summary>How much a hyperparameter matters.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Share">The share of the result's variance that it explains, 0 to 1.</param>
public sealed record Importance(string Parameter, double Share)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Parameter}: {100 * Share:F0} %");
}
