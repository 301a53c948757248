using Course.Schedules;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>The losses of a learning-rate range test over the rates, faintly, with the smoothed losses over them and the rate that is suggested.</summary>
    /// <param name="test">The test.</param>
    /// <param name="title">The figure's title.</param>
    /// <returns>The figure.</returns>
    public static GenericChart RangeTest(RangeTest test, string title = "Learning-rate range test")
    {
        ArgumentNullException.ThrowIfNull(test);
        var (color, top) = (FigureStyle.ColorOf(0), test.Smoothed.Max() * 1.15);
        var bottom = Math.Max(0, test.Smoothed.Min() - 0.15 * (top - test.Smoothed.Min()));
        return FigureStyle.Chart(title, FigureStyle.Axis("learning rate η", true, test.Rates), FigureStyle.Axis("loss").With("range", new[] { bottom, top }),
        [
            Line("one batch", test.Rates, test.Losses, color, CurveStyle.Line).With("opacity", 0.4).With("line", new Line().With("color", color).With("width", 1)),
            Line("smoothed", test.Rates, test.Smoothed, color, CurveStyle.Line),
            Line(FormattableString.Invariant($"suggested: {test.Suggestion:G2}"), [test.Suggestion, test.Suggestion], [bottom, top], FigureStyle.ColorOf(1), CurveStyle.Dashed),
        ], more: Legend(true));
    }
}
