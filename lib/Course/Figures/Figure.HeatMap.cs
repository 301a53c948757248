using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const int MostTexts = 400;

    /// <summary>A matrix as colours, its first row at the top.</summary>
    /// <param name="matrix">The values, <c>[R, C]</c>; white where one is not a number.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title.</param>
    /// <param name="columns">What each column is called; its number if left out.</param>
    /// <param name="rows">What each row is called; its number if left out.</param>
    /// <param name="value">What the colours stand for, with its unit.</param>
    /// <param name="diverging">Whether zero is the middle of the colours, for values that are negative or positive.</param>
    /// <param name="showValues">Whether the values are written into their cells.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">It is no matrix, or there are not as many names.</exception>
    public static GenericChart HeatMap(
        Tensor matrix, string title, string x, string y, IReadOnlyList<string>? columns = null, IReadOnlyList<string>? rows = null,
        string value = "", bool diverging = false, bool showValues = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.dim() != 2 || matrix.numel() == 0)
            throw new ArgumentException($"A heat map is of a matrix [rows, columns]; this has the shape [{string.Join(", ", matrix.shape)}].", nameof(matrix));
        var (height, width) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        if (columns is not null && columns.Count != width || rows is not null && rows.Count != height)
            throw new ArgumentException($"The matrix is [{height}, {width}]; there are {rows?.Count ?? height} names of rows and {columns?.Count ?? width} of columns.", nameof(columns));
        var z = Curve.Numbers(matrix).Chunk(width).ToArray();
        var finite = z.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (diverging) (low, high) = (-Math.Max(-low, high), Math.Max(-low, high));
        var trace = new Trace2D("heatmap")
            .With("z", z.Select(row => Screen(row)).ToArray())
            .With("zmin", low).With("zmax", high)
            .With("colorscale", diverging ? Signs : Amounts)
            .With("colorbar", new DynamicObj.DynamicObj().With("title", new DynamicObj.DynamicObj().With("text", value)).With("thickness", 12).With("outlinewidth", 0))
            .With("hovertemplate", $"{y} %{{y}}, {x} %{{x}}: %{{z:.4g}}<extra></extra>");
        if (columns is not null) trace.With("x", columns);
        if (rows is not null) trace.With("y", rows);
        if (showValues && z.Length * width <= MostTexts)
            trace.With("text", z.Select(row => row.Select(number => double.IsNaN(number) ? "" : Short(number)).ToArray()).ToArray()).With("texttemplate", "%{text}").With("xgap", 2).With("ygap", 2);
        var xAxis = FigureStyle.Axis(x).With("showgrid", false).With("zeroline", false);
        var yAxis = FigureStyle.Axis(y).With("showgrid", false).With("zeroline", false).With("autorange", "reversed");
        return FigureStyle.Chart(title, columns is null ? xAxis : xAxis.With("type", "category"), rows is null ? yAxis : yAxis.With("type", "category"), [trace]);
    }

    private static string Short(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture);

    private static object[][] Amounts => [[0, "#f4f4f2"], [0.25, "#bcd5e6"], [0.5, "#6aa6cd"], [0.75, "#0072b2"], [1, "#003a5c"]];

    private static object[][] Signs => [[0, "#0072b2"], [0.25, "#8fb8d6"], [0.5, "#f7f7f5"], [0.75, "#e9a06a"], [1, "#d55e00"]];
}
