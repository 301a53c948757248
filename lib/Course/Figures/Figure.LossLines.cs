using Course.Landscape;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>
    /// The loss on paths between solutions, and beside it the errors where all paths have them. Each barrier is marked where it is: it stands on the dashed
    /// line between the losses at the path's ends.
    /// </summary>
    /// <param name="lines">The paths' names and losses, at least one.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="logY">Whether the losses' axis is logarithmic.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no path.</exception>
    public static GenericChart LossLines(IReadOnlyList<(string Name, LossLine Line)> lines, string title = "The loss between two solutions", bool logY = false)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one path.", nameof(lines));
        var (losses, errors, hasErrors) = (new List<Trace>(), new List<Trace>(), lines.All(entry => entry.Line.Errors is not null));
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, color, dash) = (lines[i].Line, FigureStyle.ColorOf(i), FigureStyle.DashOf(i));
            var name = FormattableString.Invariant($"{lines[i].Name}: barrier {line.Barrier:G3}");
            if (hasErrors) errors.Add(Line(name, line.T, line.Errors!, color, CurveStyle.Line, dash));
            losses.Add(Line(name, line.T, line.Losses, color, CurveStyle.Line, dash));
            if (line.Barrier is not (> 0 and < double.PositiveInfinity)) continue;
            double[] straight = [.. line.T.Select((_, place) => LossLine.Interpolated(line.Losses, place))];
            var foot = straight[line.T.Index().First(place => place.Item == line.BarrierAt).Index];
            losses.Add(Mark(line.T, straight, 1, CurveStyle.Dashed));
            losses.Add(Mark([line.BarrierAt, line.BarrierAt], [foot, foot + line.Barrier], 3, CurveStyle.Line));

            Trace2D Mark(IReadOnlyList<double> x, IReadOnlyList<double> y, int width, CurveStyle style) => Line(name, x, y, color, style)
                .With("line", new Line().With("color", color).With("width", width).With("dash", style == CurveStyle.Dashed ? "dash" : "solid"))
                .With("showlegend", false).With("hoverinfo", "skip");
        }
        return hasErrors
            ? Panels([Chart("", "loss", losses, logY), Chart("", "fraction classified wrongly", errors, false)], 2, title)
            : Chart(title, "loss", losses, logY);

        GenericChart Chart(string heading, string y, List<Trace> traces, bool isLogarithmic) => FigureStyle.Chart(
            heading, FigureStyle.Axis("t"), FigureStyle.Axis(y, isLogarithmic, lines.SelectMany(entry => entry.Line.Losses)), traces, FigureStyle.HeightFor(lines.Count), Legend(true));
    }
}
