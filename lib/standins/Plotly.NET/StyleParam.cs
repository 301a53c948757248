namespace Plotly.NET;

/// <summary>The words that plotly.js knows for its settings.</summary>
public static class StyleParam
{
    /// <summary>The scale of an axis.</summary>
    public sealed class AxisType
    {
        private readonly object value;
        private AxisType(object value) => this.value = value;
        public static AxisType Auto { get; } = new("-");
        public static AxisType Linear { get; } = new("linear");
        public static AxisType Log { get; } = new("log");
        public static AxisType Date { get; } = new("date");
        public static AxisType Category { get; } = new("category");
        public static AxisType MultiCategory { get; } = new("multicategory");

        public object Convert() => value;
    }

    /// <summary>Which points a box plot shows.</summary>
    public sealed class BoxPoints
    {
        private readonly object value;
        private BoxPoints(object value) => this.value = value;
        public static BoxPoints Outliers { get; } = new("outliers");
        public static BoxPoints All { get; } = new("all");
        public static BoxPoints SuspectedOutliers { get; } = new("suspectedoutliers");
        public static BoxPoints False { get; } = new(false);

        public object Convert() => value;
    }

    /// <summary>The order of categories on an axis.</summary>
    public sealed class CategoryOrder
    {
        private readonly object value;
        private CategoryOrder(object value) => this.value = value;
        public static CategoryOrder Trace { get; } = new("trace");
        public static CategoryOrder CategoryAscending { get; } = new("category ascending");
        public static CategoryOrder CategoryDescending { get; } = new("category descending");
        public static CategoryOrder Array { get; } = new("array");
        public static CategoryOrder TotalAscending { get; } = new("total ascending");
        public static CategoryOrder TotalDescending { get; } = new("total descending");

        public object Convert() => value;
    }

    /// <summary>What the components of an image's colours mean.</summary>
    public sealed class ColorModel
    {
        private readonly object value;
        private ColorModel(object value) => this.value = value;
        public static ColorModel RGB { get; } = new("rgb");
        public static ColorModel RGBA { get; } = new("rgba");
        public static ColorModel RGBA256 { get; } = new("rgba256");
        public static ColorModel HSL { get; } = new("hsl");
        public static ColorModel HSLA { get; } = new("hsla");

        public object Convert() => value;
    }

    /// <summary>The colours of a scale.</summary>
    public sealed class Colorscale
    {
        private readonly object value;
        private Colorscale(object value) => this.value = value;
        public static Colorscale RdBu { get; } = new("RdBu");
        public static Colorscale Earth { get; } = new("Earth");
        public static Colorscale Blackbody { get; } = new("Blackbody");
        public static Colorscale YIOrRd { get; } = new("YIOrRd");
        public static Colorscale YIGnBu { get; } = new("YIGnBu");
        public static Colorscale Bluered { get; } = new("Bluered");
        public static Colorscale Portland { get; } = new("Portland");
        public static Colorscale Electric { get; } = new("Electric");
        public static Colorscale Jet { get; } = new("Jet");
        public static Colorscale Hot { get; } = new("Hot");
        public static Colorscale Greys { get; } = new("Greys");
        public static Colorscale Greens { get; } = new("Greens");
        public static Colorscale Picnic { get; } = new("Picnic");
        public static Colorscale Rainbow { get; } = new("Rainbow");
        public static Colorscale Viridis { get; } = new("Viridis");
        public static Colorscale Cividis { get; } = new("Cividis");

        public static Colorscale NewCustom(IEnumerable<Tuple<double, Color>> item)
        {
            object[][] steps = [.. item.Select(step => new object[] { step.Item1, step.Item2 })];
            return steps.Length >= 2
                ? new(steps)
                : throw new ArgumentException($"A colour scale of {steps.Length} colours was given; it needs those of 0.0 and 1.0 at least.", nameof(item));
        }

        public object Convert() => value;
    }

    /// <summary>What of a contour plot is coloured.</summary>
    public sealed class ContourColoring
    {
        private readonly object value;
        private ContourColoring(object value) => this.value = value;
        public static ContourColoring Fill { get; } = new("fill");
        public static ContourColoring Heatmap { get; } = new("heatmap");
        public static ContourColoring Lines { get; } = new("lines");
        public static ContourColoring NoColoring { get; } = new("none");

        public object Convert() => value;
    }

    /// <summary>The dashes of a line.</summary>
    public sealed class DrawingStyle
    {
        private readonly object value;
        private DrawingStyle(object value) => this.value = value;
        public static DrawingStyle Solid { get; } = new("solid");
        public static DrawingStyle Dash { get; } = new("dash");
        public static DrawingStyle Dot { get; } = new("dot");
        public static DrawingStyle DashDot { get; } = new("dashdot");
        public static DrawingStyle LongDash { get; } = new("longdash");
        public static DrawingStyle LongDashDot { get; } = new("longdashdot");

        public object Convert() => value;
    }

    /// <summary>The area that a trace fills.</summary>
    public sealed class Fill
    {
        private readonly object value;
        private Fill(object value) => this.value = value;
        public static Fill None { get; } = new("none");
        public static Fill ToZero_y { get; } = new("tozeroy");
        public static Fill ToZero_x { get; } = new("tozerox");
        public static Fill ToNext_y { get; } = new("tonexty");
        public static Fill ToNext_x { get; } = new("tonextx");
        public static Fill ToSelf { get; } = new("toself");
        public static Fill ToNext { get; } = new("tonext");

        public object Convert() => value;
    }

    /// <summary>The family of a font.</summary>
    public sealed class FontFamily
    {
        private readonly object value;
        private FontFamily(object value) => this.value = value;
        public static FontFamily Arial { get; } = new("Arial");
        public static FontFamily Courier_New { get; } = new("Courier New");
        public static FontFamily Open_Sans { get; } = new("Open Sans");
        public static FontFamily Times_New_Roman { get; } = new("Times New Roman");

        public static FontFamily NewCustom(string item) => new(item);

        public object Convert() => value;
    }

    /// <summary>How a stack of traces is normalized.</summary>
    public sealed class GroupNorm
    {
        private readonly object value;
        private GroupNorm(object value) => this.value = value;
        public static GroupNorm None { get; } = new("");
        public static GroupNorm Fraction { get; } = new("fraction");
        public static GroupNorm Percent { get; } = new("percent");

        public object Convert() => value;
    }

    /// <summary>What a histogram shows of a bin.</summary>
    public sealed class HistFunc
    {
        private readonly object value;
        private HistFunc(object value) => this.value = value;
        public static HistFunc Count { get; } = new("count");
        public static HistFunc Sum { get; } = new("sum");
        public static HistFunc Avg { get; } = new("avg");
        public static HistFunc Min { get; } = new("min");
        public static HistFunc Max { get; } = new("max");

        public object Convert() => value;
    }

    /// <summary>How a histogram is normalized.</summary>
    public sealed class HistNorm
    {
        private readonly object value;
        private HistNorm(object value) => this.value = value;
        public static HistNorm None { get; } = new("");
        public static HistNorm Percent { get; } = new("percent");
        public static HistNorm Probability { get; } = new("probability");
        public static HistNorm Density { get; } = new("density");
        public static HistNorm ProbabilityDensity { get; } = new("probability density");

        public object Convert() => value;
    }

    /// <summary>Whether the sub-plots of a grid share their axes.</summary>
    public sealed class LayoutGridPattern
    {
        private readonly object value;
        private LayoutGridPattern(object value) => this.value = value;
        public static LayoutGridPattern Independent { get; } = new("independent");
        public static LayoutGridPattern Coupled { get; } = new("coupled");

        public object Convert() => value;
    }

    /// <summary>Whether a grid's first row is at the top.</summary>
    public sealed class LayoutGridRowOrder
    {
        private readonly object value;
        private LayoutGridRowOrder(object value) => this.value = value;
        public static LayoutGridRowOrder TopToBottom { get; } = new("top to bottom");
        public static LayoutGridRowOrder BottomToTop { get; } = new("bottom to top");

        public object Convert() => value;
    }

    /// <summary>An axis that a trace or another axis refers to.</summary>
    public sealed class LinearAxisId
    {
        private readonly object value;
        private LinearAxisId(object value) => this.value = value;
        public static LinearAxisId Free { get; } = new("free");

        public static LinearAxisId NewX(int item) => new(Numbered("x", item));
        public static LinearAxisId NewY(int item) => new(Numbered("y", item));

        public object Convert() => value;
    }

    /// <summary>The symbol at a point.</summary>
    public sealed class MarkerSymbol
    {
        private readonly object value;
        private MarkerSymbol(object value) => this.value = value;
        public static MarkerSymbol Circle { get; } = new("0");
        public static MarkerSymbol Square { get; } = new("1");
        public static MarkerSymbol Diamond { get; } = new("2");
        public static MarkerSymbol Cross { get; } = new("3");
        public static MarkerSymbol X { get; } = new("4");
        public static MarkerSymbol TriangleUp { get; } = new("5");
        public static MarkerSymbol TriangleDown { get; } = new("6");
        public static MarkerSymbol TriangleLeft { get; } = new("7");
        public static MarkerSymbol TriangleRight { get; } = new("8");
        public static MarkerSymbol Star { get; } = new("17");

        public object Convert() => value;
    }

    /// <summary>Whether an axis is repeated on the other side.</summary>
    public sealed class Mirror
    {
        private readonly object value;
        private Mirror(object value) => this.value = value;
        public static Mirror True { get; } = new(true);
        public static Mirror Ticks { get; } = new("ticks");
        public static Mirror False { get; } = new(false);
        public static Mirror All { get; } = new("all");
        public static Mirror AllTicks { get; } = new("allticks");

        public object Convert() => value;
    }

    /// <summary>What a scatter trace draws at and between its points.</summary>
    public sealed class Mode
    {
        private readonly object value;
        private Mode(object value) => this.value = value;
        public static Mode None { get; } = new("none");
        public static Mode Lines { get; } = new("lines");
        public static Mode Lines_Markers { get; } = new("lines+markers");
        public static Mode Lines_Text { get; } = new("lines+text");
        public static Mode Lines_Markers_Text { get; } = new("lines+markers+text");
        public static Mode Markers { get; } = new("markers");
        public static Mode Markers_Text { get; } = new("markers+text");
        public static Mode Text { get; } = new("text");

        public object Convert() => value;
    }

    /// <summary>Along which axis bars, boxes or stacks lie.</summary>
    public sealed class Orientation
    {
        private readonly object value;
        private Orientation(object value) => this.value = value;
        public static Orientation Horizontal { get; } = new("h");
        public static Orientation Vertical { get; } = new("v");

        public object Convert() => value;
    }

    /// <summary>The course of a line between points.</summary>
    public sealed class Shape
    {
        private readonly object value;
        private Shape(object value) => this.value = value;
        public static Shape Linear { get; } = new("linear");
        public static Shape Spline { get; } = new("spline");
        public static Shape Hv { get; } = new("hv");
        public static Shape Vh { get; } = new("vh");
        public static Shape Hvh { get; } = new("hvh");
        public static Shape Vhv { get; } = new("vhv");

        public object Convert() => value;
    }

    /// <summary>The side of a plot or of a title.</summary>
    public sealed class Side
    {
        private readonly object value;
        private Side(object value) => this.value = value;
        public static Side Top { get; } = new("top");
        public static Side TopLeft { get; } = new("top left");
        public static Side TopCenter { get; } = new("top center");
        public static Side TopRight { get; } = new("top right");
        public static Side Bottom { get; } = new("bottom");
        public static Side Left { get; } = new("left");
        public static Side Right { get; } = new("right");

        public object Convert() => value;
    }

    /// <summary>How a heat map or an image is smoothed.</summary>
    public sealed class SmoothAlg
    {
        private readonly object value;
        private SmoothAlg(object value) => this.value = value;
        public static SmoothAlg False { get; } = new(false);
        public static SmoothAlg Best { get; } = new("best");
        public static SmoothAlg Fast { get; } = new("fast");

        public object Convert() => value;
    }

    /// <summary>A part of a layout that belongs to a sub-plot.</summary>
    public sealed class SubPlotId
    {
        private readonly object value;
        private SubPlotId(object value) => this.value = value;
        public static SubPlotId ZAxis { get; } = new("zaxis");

        public static SubPlotId NewXAxis(int item) => new(Numbered("xaxis", item));
        public static SubPlotId NewYAxis(int item) => new(Numbered("yaxis", item));
        public static SubPlotId NewScene(int item) => new(Numbered("scene", item));
        public static SubPlotId NewLegend(int item) => new(Numbered("legend", item));

        public override string ToString() => (string)value;
    }

    /// <summary>Where a point's text stands.</summary>
    public sealed class TextPosition
    {
        private readonly object value;
        private TextPosition(object value) => this.value = value;
        public static TextPosition TopLeft { get; } = new("top left");
        public static TextPosition TopCenter { get; } = new("top center");
        public static TextPosition TopRight { get; } = new("top right");
        public static TextPosition MiddleLeft { get; } = new("middle left");
        public static TextPosition MiddleCenter { get; } = new("middle center");
        public static TextPosition MiddleRight { get; } = new("middle right");
        public static TextPosition BottomLeft { get; } = new("bottom left");
        public static TextPosition BottomCenter { get; } = new("bottom center");
        public static TextPosition BottomRight { get; } = new("bottom right");
        public static TextPosition Auto { get; } = new("auto");
        public static TextPosition Inside { get; } = new("inside");
        public static TextPosition Outside { get; } = new("outside");
        public static TextPosition None { get; } = new("none");

        public object Convert() => value;
    }

    /// <summary>Whether a trace is drawn.</summary>
    public sealed class Visible
    {
        private readonly object value;
        private Visible(object value) => this.value = value;
        public static Visible True { get; } = new(true);
        public static Visible False { get; } = new(false);
        public static Visible LegendOnly { get; } = new("legendonly");

        public object Convert() => value;
    }

    /// <summary>Which side of a text stands at its x.</summary>
    public sealed class XAnchorPosition
    {
        private readonly object value;
        private XAnchorPosition(object value) => this.value = value;
        public static XAnchorPosition Auto { get; } = new("auto");
        public static XAnchorPosition Left { get; } = new("left");
        public static XAnchorPosition Center { get; } = new("center");
        public static XAnchorPosition Right { get; } = new("right");

        public object Convert() => value;
    }

    /// <summary>Which side of a text stands at its y.</summary>
    public sealed class YAnchorPosition
    {
        private readonly object value;
        private YAnchorPosition(object value) => this.value = value;
        public static YAnchorPosition Auto { get; } = new("auto");
        public static YAnchorPosition Top { get; } = new("top");
        public static YAnchorPosition Middle { get; } = new("middle");
        public static YAnchorPosition Bottom { get; } = new("bottom");

        public object Convert() => value;
    }

    /// <summary>plotly.js leaves the number of the first axis, scene or legend out.</summary>
    private static string Numbered(string name, int number) => number < 2 ? name : $"{name}{number}";
}
