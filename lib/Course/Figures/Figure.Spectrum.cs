using Course.Curvature;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>Eigenvalues by rank, with their bounds as bands where they can be seen.</summary>
    /// <param name="sets">The sets' names and eigenpairs, such as those at the start and at the end of training.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="logY">Whether the eigenvalues' axis is logarithmic: for positive ones.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no set.</exception>
    public static GenericChart Eigenvalues(IReadOnlyList<(string Name, Eigenpairs Pairs)> sets, string title = "Largest eigenvalues of the Hessian", bool logY = false)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return Lines([.. sets.Select(set => new Curve(set.Name, set.Pairs.Values) { Style = CurveStyle.LineAndPoints, Spread = set.Pairs.Bounds })], title, "rank", "eigenvalue", logY: logY);
    }

    /// <summary>
    /// Spectral densities on a logarithmic scale, with 95 % intervals: the bulk and the outliers. A single eigenvalue is as high as
    /// <c>1/(P σ √(2π))</c>; those that are known one by one are points at that height.
    /// </summary>
    /// <param name="sets">The sets' names and densities, such as those at the start and at the end of training.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="outliers">For each set eigenpairs that are shown as points; none if left out.</param>
    /// <param name="width">The standard deviation σ of the Gaussian that an eigenvalue becomes, as in <see cref="SpectralDensity.Smooth"/>.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no set, or outliers are not as many.</exception>
    public static GenericChart Spectrum(
        IReadOnlyList<(string Name, SpectralDensity Density)> sets, string title = "Spectrum of the Hessian", IReadOnlyList<Eigenpairs>? outliers = null, double? width = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one density.", nameof(sets));
        if (outliers is not null && outliers.Count != sets.Count)
            throw new ArgumentException($"There are {sets.Count} densities and {outliers.Count} sets of outliers; give one for each.", nameof(outliers));
        SmoothedDensity[] curves = [.. sets.Select(set => set.Density.Smooth(width: width))];
        double Height(int i) => 1 / (sets[i].Density.Dimension * curves[i].Width * Math.Sqrt(2 * Math.PI));
        var lines = sets.Select((set, i) => new Curve(set.Name, curves[i].Grid, curves[i].Values) { Spread = [.. curves[i].High.Zip(curves[i].Values, (high, value) => high - value)] });
        var points = outliers?.Select((pairs, i) => new Curve($"{sets[i].Name}, one by one", pairs.Values, [.. pairs.Values.Select(_ => Height(i))]) { Style = CurveStyle.Points }) ?? [];
        var floor = Enumerable.Range(0, sets.Count).Min(Height) / 10;
        return Lines([.. lines, .. points], title, "eigenvalue", "density", logY: true, yRange: (floor, 2 * curves.Max(curve => curve.Values.Max())));
    }
}
