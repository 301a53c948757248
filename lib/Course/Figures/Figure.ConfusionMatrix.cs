using System.Globalization;
using Course.Instruments;
using Plotly.NET;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>How often samples of each class were taken for each class: counts, and on the diagonal the fraction of the class that was right.</summary>
    /// <param name="targets">True class numbers, int64 <c>[N]</c>.</param>
    /// <param name="predicted">Predicted class numbers, int64 <c>[N]</c>.</param>
    /// <param name="classNames">The classes' names.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">See <see cref="Classification.ConfusionMatrix"/>.</exception>
    public static GenericChart ConfusionMatrix(Tensor targets, Tensor predicted, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return ConfusionMatrix(Classification.ConfusionMatrix(targets, predicted, classNames.Count), classNames);
    }

    /// <summary>How often samples of each class were taken for each class: counts, and on the diagonal the fraction of the class that was right.</summary>
    /// <param name="counts">Counts, <c>[C, C]</c>: the true class is the row, the predicted one the column.</param>
    /// <param name="classNames">The classes' names, C.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">The matrix is not <c>[C, C]</c>.</exception>
    public static GenericChart ConfusionMatrix(long[,] counts, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(classNames);
        var classes = classNames.Count;
        if (counts.GetLength(0) != classes || counts.GetLength(1) != classes)
            throw new ArgumentException($"There are {classes} class names; the counts are [{counts.GetLength(0)}, {counts.GetLength(1)}] and should be [{classes}, {classes}].", nameof(counts));

        var (right, all) = (0L, 0L);
        var (shares, texts, hovers) = (new double[classes][], new string[classes][], new string[classes][]);
        for (var row = 0; row < classes; row++)
        {
            var total = Enumerable.Range(0, classes).Sum(column => counts[row, column]);
            right += counts[row, row];
            all += total;
            (shares[row], texts[row], hovers[row]) = (new double[classes], new string[classes], new string[classes]);
            for (var column = 0; column < classes; column++)
            {
                var count = counts[row, column];
                var share = shares[row][column] = total == 0 ? 0 : 100.0 * count / total;
                texts[row][column] = row == column ? FormattableString.Invariant($"{count}<br>{share:0} %") : count == 0 ? "" : $"{count}";
                hovers[row][column] = FormattableString.Invariant($"{classNames[row]} taken for {classNames[column]}: {count} of {total}, {share:0.0} %");
            }
        }
        var trace = new Trace2D("heatmap")
            .With("z", shares).With("x", classNames).With("y", classNames)
            .With("zmin", 0).With("zmax", 100)
            .With("colorscale", Shares)
            .With("showscale", false)
            .With("text", texts).With("texttemplate", "%{text}")
            .With("customdata", hovers).With("hovertemplate", "%{customdata}<extra></extra>")
            .With("xgap", 2).With("ygap", 2);
        var title = all == 0 ? "Confusion matrix" : string.Create(CultureInfo.InvariantCulture, $"Confusion matrix: {right:N0} of {all:N0} right, {100.0 * right / all:0.0} %");
        return FigureStyle.Chart(title,
            FigureStyle.Axis("predicted class").With("type", "category").With("showgrid", false).With("constrain", "domain"),
            FigureStyle.Axis("true class").With("type", "category").With("showgrid", false).With("autorange", "reversed").With("scaleanchor", "x").With("constrain", "domain"),
            [trace], Math.Max(FigureStyle.Height, 46 * classes + 120));
    }

    /// <summary>From none to all of a class. The first few per cent take half of the scale: that is where the mistakes are.</summary>
    private static object[][] Shares => [[0, "#f4f4f2"], [0.005, "#fbe3d0"], [0.05, "#f0a868"], [0.2, "#d55e00"], [0.5, "#8fb8d6"], [1, "#0072b2"]];
}
