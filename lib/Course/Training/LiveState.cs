using System.Globalization;
using Course.Figures;
using Course.Formatting;
using Course.Formatting.Still;
using Plotly.NET;

namespace Course.Training;

/// <summary>A run at one moment, as a notebook shows it.</summary>
/// <param name="progress">Where the run is.</param>
/// <param name="trail">The losses so far.</param>
/// <param name="lines">A line for each epoch so far.</param>
internal sealed class LiveState(TrainingProgress progress, LossTrail trail, IReadOnlyList<string> lines)
{
    /// <summary>A run of many epochs shows the last ones: each update carries all that is shown.</summary>
    private const int MaxLines = 20;

    private const int CurveHeight = 220, RowHeight = 150;

    /// <inheritdoc/>
    public override string ToString() => lines.Count > 0 ? Epochs() : Place();

    /// <summary>Bar, curve and epochs.</summary>
    public string ToHtml()
    {
        var percent = (100 * progress.Fraction).ToString("0.#", CultureInfo.InvariantCulture);
        var curve = trail.Count < 2 ? "" : Curve();
        return $"""
            <div style="max-width:720px">
            <div style="display:flex;justify-content:space-between"><span>{TableHtml.Escape(Place())}</span><span>{TableHtml.Escape(Time())}</span></div>
            <div style="height:6px;margin:4px 0;border-radius:3px;background:rgba(128,128,128,0.25)"><div style="height:6px;width:{percent}%;border-radius:3px;background:{(progress.Result is { Exit: ExitReason.Diverged } ? FigureStyle.ColorOf(1) : FigureStyle.ColorOf(0))}"></div></div>
            {curve}{Instruments()}
            {TableHtml.Preformatted(Epochs())}
            </div>
            """;
    }

    private string Place() => string.Create(CultureInfo.InvariantCulture,
        $"epoch {progress.Epoch}, step {progress.Step} of {progress.LastStep}, loss {progress.Loss:G4}");

    private string Time() => string.Create(CultureInfo.InvariantCulture, $"{progress.Elapsed.TotalSeconds:F1} s{progress.TimeLeft}");

    private string Curve()
    {
        var chart = Figure.Lines([trail.ToCurve()], "", "step", "loss");
        return Picture(chart, CurveHeight);
    }

    /// <summary>What instruments have recorded, in small panels.</summary>
    private string Instruments()
    {
        if (progress.History is not { } history || Figure.Families(history) is not { Count: > 0 and var panels }) return "";
        return Picture(Figure.Instruments(history, title: ""), RowHeight * ((panels + 1) / 2) + 30);
    }

    private string Picture(GenericChart chart, int height)
    {
        GenericChart.getLayout(chart).With("height", height);
        // An image that is replaced flickers; a drawing is not shown where the notebook is later opened and not trusted.
        return progress.Result is null ? StillFigure.Of(chart) : StillFigure.ImageOf(chart);
    }

    private string Epochs() => string.Join(Environment.NewLine, lines.Count > MaxLines
        ? lines.TakeLast(MaxLines).Prepend($"… and {lines.Count - MaxLines} lines before")
        : lines);
}
