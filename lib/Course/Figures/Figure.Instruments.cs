using Course.Training;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const int MaxPoints = 300; // more are not told apart in a small panel
    private const int FewPoints = 30; // so many are marked

    /// <summary>
    /// Everything but the loss that was recorded during a run, in small panels over its steps; series whose names agree up to a colon, as <c>eigenvalue: 1</c> and
    /// <c>eigenvalue: 2</c> do, share one, and so do a value and what is known of it, as <c>noise scale</c> and <c>noise scale: low</c>. Axes are logarithmic where positive values span more than two decades, and where steps were taken at an ever larger distance.
    /// </summary>
    /// <param name="history">The run's history.</param>
    /// <param name="title">The whole figure's title.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">Nothing but the loss was recorded.</exception>
    public static GenericChart Instruments(History history, string title = "")
    {
        ArgumentNullException.ThrowIfNull(history);
        GenericChart[] panels = [.. Families(history).Select(family => Panel(family.Key, [.. family.Select(name => history[name])]))];
        if (panels.Length == 0) throw new ArgumentException("Nothing but the loss was recorded. Add instruments before the run: trainer.Instruments.Add(new GradientNorm()).", nameof(history));
        return Panels(panels, columns: 2, title);
    }

    /// <summary>The series to draw, those of a panel together.</summary>
    internal static IReadOnlyList<IGrouping<string, string>> Families(History history) =>
        [.. history.Names.Where(name => name != Trainer.LossSeries).GroupBy(name => name.Split(':')[0])];

    private static GenericChart Panel(string family, IReadOnlyList<Series> series)
    {
        Curve[] curves = [.. series.Select(one => Thinned(one, series.Count == 1 ? family : one.Name[(one.Name.IndexOf(':') + 1)..].Trim()))];
        // The ends of an interval, which may lie far away, do not stretch the axis of the values that they belong to.
        var own = series.Count > 1 ? series.ToList().FindIndex(one => one.Name == family) : -1;
        double[] values = [.. (own < 0 ? curves : [curves[own]]).SelectMany(curve => curve.Y).Where(double.IsFinite)];
        var logY = values.Length > 1 && values.Min() is var least and > 0 && values.Max() > (own < 0 ? 100 : 10) * least;
        (double, double)? range = own < 0 || values.Length == 0 ? null : logY ? (values.Min() / 10, 10 * values.Max()) : Around(values.Min(), values.Max());
        var steps = series[0].Steps;
        var logX = steps.Count > 4 && steps[0] > 0 && 10 * steps[steps.Count / 2] < steps[^1];
        var chart = Lines(curves, family, "", "", logX, logY, range);
        if (series.Count == 1) GenericChart.getTraces(chart).Single().SetValue("showlegend", false); // the panel's title names it
        return chart;
    }

    /// <summary>A range three times as wide as its values', with zero in it.</summary>
    private static (double, double) Around(double low, double high)
    {
        var wide = Math.Max(high - low, Math.Max(Math.Abs(low), Math.Abs(high)) / 10) is var width and > 0 ? width : 1;
        return (Math.Min(0, low - wide), Math.Max(0, high + wide));
    }

    private static Curve Thinned(Series series, string name)
    {
        var stride = (series.Count + MaxPoints - 1) / MaxPoints;
        int[] kept = [.. Enumerable.Range(0, series.Count).Where(i => i % stride == 0 || i == series.Count - 1)];
        return new(name, [.. kept.Select(i => (double)series.Steps[i])], [.. kept.Select(i => double.IsFinite(series.Values[i]) ? series.Values[i] : double.NaN)]) { Style = series.Count <= FewPoints ? CurveStyle.LineAndPoints : CurveStyle.Line };
    }
}
