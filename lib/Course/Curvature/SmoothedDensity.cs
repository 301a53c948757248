namespace Course.Curvature;

/// <summary>A spectral density convolved with a Gaussian, on a grid: <c>φ(x) = (1/P) Σᵢ N(x; λᵢ, σ²)</c>, whose integral is 1.</summary>
/// <param name="Width">The Gaussian's standard deviation σ.</param>
/// <param name="Grid">The points x, ascending and evenly spaced.</param>
/// <param name="Values">The density at them, the mean over probes.</param>
/// <param name="StandardErrors">Its standard error over probes.</param>
/// <param name="Low">The lower end of its 95 % confidence interval, point by point; may be negative.</param>
/// <param name="High">The upper end.</param>
/// <param name="Cumulative">The share of eigenvalues up to each point, not smoothed: from 0 to 1.</param>
public sealed record SmoothedDensity(double Width, double[] Grid, double[] Values, double[] StandardErrors, double[] Low, double[] High, double[] Cumulative);
