namespace Course.Curvature;

/// <summary>Which eigenvalues are sought. The order is that of real numbers, so that the smallest is the most negative one.</summary>
public enum SpectrumEnd
{
    /// <summary>The k largest (ARPACK's LA).</summary>
    Largest,

    /// <summary>The k smallest, the most negative where there are negative ones (ARPACK's SA).</summary>
    Smallest,

    /// <summary>The k largest and the k smallest, 2k in all (ARPACK's BE takes half as many).</summary>
    Both,

    /// <summary>The k largest in absolute value, whichever end they lie at (ARPACK's LM).</summary>
    Magnitude,
}
