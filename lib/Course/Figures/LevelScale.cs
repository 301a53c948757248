using System.Globalization;
using Course.Formatting.Still;

namespace Course.Figures;

/// <summary>
/// Where the level lines of a function lie: evenly, or by powers of ten above the lowest value where the function spans
/// several of them and even lines would leave its valley empty.
/// </summary>
internal sealed class LevelScale
{
    private const double Decades = 50; // from the lowest value to the highest, in distances from the lowest to the lowest twentieth
    private readonly double lowest, least;
    private readonly bool isLogarithmic;
    private readonly ValueGrid grid;

    /// <summary>The scale of a grid's values.</summary>
    public LevelScale(ValueGrid grid)
    {
        this.grid = grid;
        double[] sorted = [.. grid.Values.SelectMany(row => row).Where(double.IsFinite).Order()];
        var span = sorted[^1] - sorted[0];
        least = sorted[sorted.Length / 50] - sorted[0]; // deeper valleys are narrower than the grid's cells
        isLogarithmic = least > 0 && span > Decades * (sorted[sorted.Length / 20] - sorted[0]);
        // A grid seldom meets the minimum: what it misses zero by is no part of the function.
        lowest = Math.Abs(sorted[0]) < least ? Math.Min(0, sorted[0]) : sorted[0];
        (First, Last) = (Of(sorted[0]), Of(sorted[^1]));
        Step = isLogarithmic ? (Last - First) switch { < 4 => 0.25, < 8 => 0.5, _ => 1 } : RoundStep((Last - First) / 12);
        var digits = Math.Clamp(3 - (int)Math.Floor(Math.Log10(Step)), 0, 15);
        Places = [.. grid.Values.Select(row => row.Select(value => Math.Round(Of(value), digits)).ToArray())];
    }

    /// <summary>The lowest place on the scale.</summary>
    public double First { get; }

    /// <summary>The highest place on the scale.</summary>
    public double Last { get; }

    /// <summary>From one level line to the next.</summary>
    public double Step { get; }

    /// <summary>The level lines' first.</summary>
    public double Start => Math.Ceiling(First / Step) * Step;

    private double Of(double value) => isLogarithmic && double.IsFinite(value) ? Math.Log10(Math.Max(value - lowest, least)) : value;

    /// <summary>The grid's values on the scale, to a thousandth of a step.</summary>
    public double[][] Places { get; }

    /// <summary>The place of the surface at a point of the grid's rectangle, between the grid's values.</summary>
    public double At(double x, double y) => Bilinear.Between(
        Places, (y - grid.Y[0]) / (grid.Y[^1] - grid.Y[0]) * (grid.Y.Count - 1), (x - grid.X[0]) / (grid.X[^1] - grid.X[0]) * (grid.X.Count - 1));

    /// <summary>Places to write a value at, and the values.</summary>
    public IEnumerable<(double At, string Text)> Ticks()
    {
        var every = isLogarithmic ? Math.Max(Math.Ceiling((Last - First) / 6), 1) : 2 * Step;
        for (var at = Math.Ceiling(First / every) * every; at <= Last; at += every)
            yield return (at, Text(isLogarithmic ? lowest + Math.Pow(10, at) : Math.Round(at / Step) * Step));
    }

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) is > 0 and < 1e-3 or >= 1e5 ? "0.##e0" : Math.Abs(value) < 10 ? "0.###" : "0", CultureInfo.InvariantCulture).Replace('-', '−');

    private static double RoundStep(double rough)
    {
        if (!(rough > 0)) return 1; // a function that is constant
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
    }
}
