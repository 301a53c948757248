using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET;

/// <summary>Charts on two axes.</summary>
public static class Chart2D
{
    /// <summary>Charts on two axes.</summary>
    public static class Chart
    {
        public static GenericChart Scatter<TX, TY, TText>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            StyleParam.Mode mode,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<double>>? MultiOpacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? MultiTextPosition = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<StyleParam.MarkerSymbol>? MarkerSymbol = null,
            FSharpOption<IEnumerable<StyleParam.MarkerSymbol>>? MultiMarkerSymbol = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<Color>? LineColor = null,
            FSharpOption<StyleParam.Colorscale>? LineColorScale = null,
            FSharpOption<double>? LineWidth = null,
            FSharpOption<StyleParam.DrawingStyle>? LineDash = null,
            FSharpOption<Line>? Line = null,
            FSharpOption<string>? AlignmentGroup = null,
            FSharpOption<string>? OffsetGroup = null,
            FSharpOption<string>? StackGroup = null,
            FSharpOption<StyleParam.Orientation>? Orientation = null,
            FSharpOption<StyleParam.GroupNorm>? GroupNorm = null,
            FSharpOption<StyleParam.Fill>? Fill = null,
            FSharpOption<Color>? FillColor = null,
            FSharpOption<bool>? UseWebGL = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D(UseWebGL.Or(false) ? "scattergl" : "scatter")
                .With("x", x)
                .With("y", y)
                .With("mode", mode.Convert())
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("text", Text, MultiText)
                .WithOptional("textposition", TextPosition, position => position.Convert())
                .WithOptional("textposition", MultiTextPosition, Converted)
                .With("marker", Marker.Or(() => new Marker())
                    .Styled(MarkerColor, MarkerColorScale, MarkerOutline, MarkerSymbol, MultiMarkerSymbol, MultiOpacity))
                .With("line", Line.Or(() => new Line()).Styled(LineColor, LineColorScale, LineDash, LineWidth))
                .WithOptional("alignmentgroup", AlignmentGroup)
                .WithOptional("offsetgroup", OffsetGroup)
                .WithOptional("stackgroup", StackGroup)
                .WithOptional("orientation", Orientation, orientation => orientation.Convert())
                .WithOptional("groupnorm", GroupNorm, norm => norm.Convert())
                .WithOptional("fill", Fill, fill => fill.Convert())
                .WithOptional("fillcolor", FillColor));

        public static GenericChart Point<TX, TY, TText>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<double>>? MultiOpacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? MultiTextPosition = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<StyleParam.MarkerSymbol>? MarkerSymbol = null,
            FSharpOption<IEnumerable<StyleParam.MarkerSymbol>>? MultiMarkerSymbol = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<string>? AlignmentGroup = null,
            FSharpOption<string>? OffsetGroup = null,
            FSharpOption<string>? StackGroup = null,
            FSharpOption<StyleParam.Orientation>? Orientation = null,
            FSharpOption<StyleParam.GroupNorm>? GroupNorm = null,
            FSharpOption<bool>? UseWebGL = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            Scatter(
                x, y, TextPosition is null && MultiTextPosition is null ? StyleParam.Mode.Markers : StyleParam.Mode.Markers_Text,
                Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, TextPosition, MultiTextPosition,
                MarkerColor, MarkerColorScale, MarkerOutline, MarkerSymbol, MultiMarkerSymbol, Marker,
                AlignmentGroup: AlignmentGroup, OffsetGroup: OffsetGroup, StackGroup: StackGroup,
                Orientation: Orientation, GroupNorm: GroupNorm, UseWebGL: UseWebGL, UseDefaults: UseDefaults);

        public static GenericChart Line<TX, TY, TText>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            FSharpOption<bool>? ShowMarkers = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<double>>? MultiOpacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? MultiTextPosition = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<StyleParam.MarkerSymbol>? MarkerSymbol = null,
            FSharpOption<IEnumerable<StyleParam.MarkerSymbol>>? MultiMarkerSymbol = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<Color>? LineColor = null,
            FSharpOption<StyleParam.Colorscale>? LineColorScale = null,
            FSharpOption<double>? LineWidth = null,
            FSharpOption<StyleParam.DrawingStyle>? LineDash = null,
            FSharpOption<Line>? Line = null,
            FSharpOption<string>? AlignmentGroup = null,
            FSharpOption<string>? OffsetGroup = null,
            FSharpOption<string>? StackGroup = null,
            FSharpOption<StyleParam.Orientation>? Orientation = null,
            FSharpOption<StyleParam.GroupNorm>? GroupNorm = null,
            FSharpOption<StyleParam.Fill>? Fill = null,
            FSharpOption<Color>? FillColor = null,
            FSharpOption<bool>? UseWebGL = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            Scatter(
                x, y, LineMode(ShowMarkers.Or(false), TextPosition is not null || MultiTextPosition is not null),
                Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, TextPosition, MultiTextPosition,
                MarkerColor, MarkerColorScale, MarkerOutline, MarkerSymbol, MultiMarkerSymbol, Marker,
                LineColor, LineColorScale, LineWidth, LineDash, Line,
                AlignmentGroup, OffsetGroup, StackGroup, Orientation, GroupNorm, Fill, FillColor, UseWebGL, UseDefaults);

        /// <summary>Horizontal bars.</summary>
        public static GenericChart Bar<TValue, TKey, TText, TBase, TWidth>(
            IEnumerable<TValue> values,
            FSharpOption<IEnumerable<TKey>>? Keys = null,
            FSharpOption<IEnumerable<IEnumerable<TKey>>>? MultiKeys = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<double>>? MultiOpacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<TBase>? Base = null,
            FSharpOption<TWidth>? Width = null,
            FSharpOption<IEnumerable<TWidth>>? MultiWidth = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? MultiTextPosition = null,
            FSharpOption<bool>? UseDefaults = null)
            where TValue : IConvertible where TKey : IConvertible where TText : IConvertible where TBase : IConvertible where TWidth : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), Bars(
                Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, MarkerColor, MarkerColorScale, MarkerOutline, Marker,
                Base, Width, MultiWidth, TextPosition, MultiTextPosition)
                .With("x", values)
                .WithOptional("y", Keys, MultiKeys)
                .With("orientation", "h"));

        /// <summary>Vertical bars.</summary>
        public static GenericChart Column<TValue, TKey, TText, TBase, TWidth>(
            IEnumerable<TValue> values,
            FSharpOption<IEnumerable<TKey>>? Keys = null,
            FSharpOption<IEnumerable<IEnumerable<TKey>>>? MultiKeys = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<double>>? MultiOpacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<TBase>? Base = null,
            FSharpOption<TWidth>? Width = null,
            FSharpOption<IEnumerable<TWidth>>? MultiWidth = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? MultiTextPosition = null,
            FSharpOption<bool>? UseDefaults = null)
            where TValue : IConvertible where TKey : IConvertible where TText : IConvertible where TBase : IConvertible where TWidth : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), Bars(
                Name, ShowLegend, Opacity, MultiOpacity, Text, MultiText, MarkerColor, MarkerColorScale, MarkerOutline, Marker,
                Base, Width, MultiWidth, TextPosition, MultiTextPosition)
                .With("y", values)
                .WithOptional("x", Keys, MultiKeys)
                .With("orientation", "v"));

        public static GenericChart Histogram<TX, TY, TText>(
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<IEnumerable<TX>>>? MultiX = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<IEnumerable<IEnumerable<TY>>>? MultiY = null,
            FSharpOption<StyleParam.Orientation>? Orientation = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<StyleParam.TextPosition>? TextPosition = null,
            FSharpOption<StyleParam.HistFunc>? HistFunc = null,
            FSharpOption<StyleParam.HistNorm>? HistNorm = null,
            FSharpOption<string>? AlignmentGroup = null,
            FSharpOption<string>? OffsetGroup = null,
            FSharpOption<int>? NBinsX = null,
            FSharpOption<int>? NBinsY = null,
            FSharpOption<string>? BinGroup = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<StyleParam.Colorscale>? MarkerColorScale = null,
            FSharpOption<Line>? MarkerOutline = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D("histogram")
                .WithOptional("x", X, MultiX)
                .WithOptional("y", Y, MultiY)
                .WithOptional("orientation", Orientation, orientation => orientation.Convert())
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("text", Text, MultiText)
                .WithOptional("textposition", TextPosition, position => position.Convert())
                .WithOptional("histfunc", HistFunc, function => function.Convert())
                .WithOptional("histnorm", HistNorm, norm => norm.Convert())
                .WithOptional("alignmentgroup", AlignmentGroup)
                .WithOptional("offsetgroup", OffsetGroup)
                .WithOptional("nbinsx", NBinsX)
                .WithOptional("nbinsy", NBinsY)
                .WithOptional("bingroup", BinGroup)
                .With("marker", Marker.Or(() => new Marker()).Styled(MarkerColor, MarkerColorScale, MarkerOutline)));

        public static GenericChart BoxPlot<TX, TY, TText>(
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<IEnumerable<TX>>>? MultiX = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<IEnumerable<IEnumerable<TY>>>? MultiY = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<Color>? FillColor = null,
            FSharpOption<Color>? MarkerColor = null,
            FSharpOption<Marker>? Marker = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<double>? WhiskerWidth = null,
            FSharpOption<StyleParam.BoxPoints>? BoxPoints = null,
            FSharpOption<double>? Jitter = null,
            FSharpOption<double>? PointPos = null,
            FSharpOption<StyleParam.Orientation>? Orientation = null,
            FSharpOption<Color>? OutlineColor = null,
            FSharpOption<double>? OutlineWidth = null,
            FSharpOption<Line>? Outline = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D("box")
                .WithOptional("x", X, MultiX)
                .WithOptional("y", Y, MultiY)
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("text", Text, MultiText)
                .WithOptional("fillcolor", FillColor)
                .With("marker", Marker.Or(() => new Marker()).WithOptional("color", MarkerColor))
                .WithOptional("opacity", Opacity)
                .WithOptional("whiskerwidth", WhiskerWidth)
                .WithOptional("boxpoints", BoxPoints, points => points.Convert())
                .WithOptional("jitter", Jitter)
                .WithOptional("pointpos", PointPos)
                .WithOptional("orientation", Orientation, orientation => orientation.Convert())
                .With("line", Outline.Or(() => new Line()).WithOptional("color", OutlineColor).WithOptional("width", OutlineWidth)));

        public static GenericChart Heatmap<TRow, TZ, TX, TY, TText>(
            IEnumerable<TRow> zData,
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<IEnumerable<TX>>>? MultiX = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<IEnumerable<IEnumerable<TY>>>? MultiY = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<int>? XGap = null,
            FSharpOption<int>? YGap = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<ColorBar>? ColorBar = null,
            FSharpOption<StyleParam.Colorscale>? ColorScale = null,
            FSharpOption<bool>? ShowScale = null,
            FSharpOption<bool>? ReverseScale = null,
            FSharpOption<StyleParam.SmoothAlg>? ZSmooth = null,
            FSharpOption<bool>? Transpose = null,
            FSharpOption<bool>? UseWebGL = null,
            FSharpOption<bool>? ReverseYAxis = null,
            FSharpOption<bool>? UseDefaults = null)
            where TRow : IEnumerable<TZ> where TZ : IConvertible where TX : IConvertible where TY : IConvertible where TText : IConvertible
        {
            GenericChart chart = GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D(UseWebGL.Or(false) ? "heatmapgl" : "heatmap")
                .With("z", zData)
                .WithOptional("x", X, MultiX)
                .WithOptional("y", Y, MultiY)
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("xgap", XGap)
                .WithOptional("ygap", YGap)
                .WithOptional("text", Text, MultiText)
                .WithOptional("colorbar", ColorBar)
                .WithOptional("colorscale", ColorScale, scale => scale.Convert())
                .WithOptional("showscale", ShowScale)
                .WithOptional("reversescale", ReverseScale)
                .WithOptional("zsmooth", ZSmooth, algorithm => algorithm.Convert())
                .WithOptional("transpose", Transpose));
            return ReverseYAxis.Or(false) ? chart.WithYAxis(new LinearAxis().With("autorange", "reversed")) : chart;
        }

        /// <summary>A heat map with a text in each cell.</summary>
        public static GenericChart AnnotatedHeatmap<TRow, TZ, TTextRow, TX, TY, TText>(
            IEnumerable<TRow> zData,
            IEnumerable<TTextRow> annotationText,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<IEnumerable<TX>>>? MultiX = null,
            FSharpOption<int>? XGap = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<IEnumerable<IEnumerable<TY>>>? MultiY = null,
            FSharpOption<int>? YGap = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<ColorBar>? ColorBar = null,
            FSharpOption<StyleParam.Colorscale>? ColorScale = null,
            FSharpOption<bool>? ShowScale = null,
            FSharpOption<bool>? ReverseScale = null,
            FSharpOption<StyleParam.SmoothAlg>? ZSmooth = null,
            FSharpOption<bool>? Transpose = null,
            FSharpOption<bool>? UseWebGL = null,
            FSharpOption<bool>? ReverseYAxis = null,
            FSharpOption<bool>? UseDefaults = null)
            where TRow : IEnumerable<TZ> where TZ : IConvertible where TTextRow : IEnumerable<string>
            where TX : IConvertible where TY : IConvertible where TText : IConvertible
        {
            int rows = zData.Count(), textRows = annotationText.Count();
            if (rows != textRows)
                throw new ArgumentException($"A heat map of {rows} rows needs as many rows of text; {textRows} were given.", nameof(annotationText));
            IEnumerable<Annotation> annotations = annotationText.SelectMany((line, row) => line.Select((text, column) => new Annotation()
                .With("x", column).With("y", row).With("text", text).With("showarrow", false)));
            return Heatmap<TRow, TZ, TX, TY, TText>(
                zData, X, MultiX, Y, MultiY, Name, ShowLegend, Opacity, XGap, YGap, Text, MultiText,
                ColorBar, ColorScale, ShowScale, ReverseScale, ZSmooth, Transpose, UseWebGL, ReverseYAxis, UseDefaults)
                .WithAnnotations(annotations.ToArray());
        }

        /// <summary>A picture from its colours' components.</summary>
        public static GenericChart Image<TRow, TPixel, TId>(
            FSharpOption<IEnumerable<TRow>>? Z = null,
            FSharpOption<string>? Source = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<TId>>? Ids = null,
            FSharpOption<StyleParam.ColorModel>? ColorModel = null,
            FSharpOption<StyleParam.SmoothAlg>? ZSmooth = null,
            FSharpOption<bool>? UseDefaults = null)
            where TRow : IEnumerable<TPixel> where TPixel : IEnumerable<int> where TId : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D("image")
                .WithOptional("z", Z)
                .WithOptional("source", Source)
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("ids", Ids)
                .WithOptional("colormodel", ColorModel, model => model.Convert())
                .WithOptional("zsmooth", ZSmooth, algorithm => algorithm.Convert()));

        public static GenericChart Contour<TRow, TZ, TX, TY, TText>(
            IEnumerable<TRow> zData,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<IEnumerable<TX>>>? MultiX = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<IEnumerable<IEnumerable<TY>>>? MultiY = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<ColorBar>? ColorBar = null,
            FSharpOption<StyleParam.Colorscale>? ColorScale = null,
            FSharpOption<bool>? ShowScale = null,
            FSharpOption<bool>? ReverseScale = null,
            FSharpOption<bool>? Transpose = null,
            FSharpOption<Color>? ContourLinesColor = null,
            FSharpOption<StyleParam.DrawingStyle>? ContourLinesDash = null,
            FSharpOption<double>? ContourLinesSmoothing = null,
            FSharpOption<double>? ContourLinesWidth = null,
            FSharpOption<Line>? ContourLines = null,
            FSharpOption<bool>? ShowContourLines = null,
            FSharpOption<StyleParam.ContourColoring>? ContoursColoring = null,
            FSharpOption<bool>? ShowContoursLabels = null,
            FSharpOption<Font>? ContoursLabelFont = null,
            FSharpOption<double>? ContoursStart = null,
            FSharpOption<double>? ContoursEnd = null,
            FSharpOption<Contours>? Contours = null,
            FSharpOption<Color>? FillColor = null,
            FSharpOption<int>? NContours = null,
            FSharpOption<bool>? UseDefaults = null)
            where TRow : IEnumerable<TZ> where TZ : IConvertible where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            GenericChart.ofTraceObject(UseDefaults.Or(true), new Trace2D("contour")
                .With("z", zData)
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("x", X, MultiX)
                .WithOptional("y", Y, MultiY)
                .WithOptional("text", Text, MultiText)
                .WithOptional("colorbar", ColorBar)
                .WithOptional("colorscale", ColorScale, scale => scale.Convert())
                .WithOptional("showscale", ShowScale)
                .WithOptional("reversescale", ReverseScale)
                .WithOptional("transpose", Transpose)
                .WithOptional("fillcolor", FillColor)
                .WithOptional("ncontours", NContours)
                .With("contours", Contours.Or(() => new Contours())
                    .WithOptional("coloring", ContoursColoring, coloring => coloring.Convert())
                    .WithOptional("start", ContoursStart)
                    .WithOptional("end", ContoursEnd)
                    .WithOptional("showlabels", ShowContoursLabels)
                    .WithOptional("labelfont", ContoursLabelFont))
                .With("line", ContourLines.Or(() => new Line())
                    .WithOptional("color", ContourLinesColor)
                    .WithOptional("dash", ContourLinesDash, dash => dash.Convert())
                    .WithOptional("smoothing", ContourLinesSmoothing)
                    .With("width", ShowContourLines.Or(false) ? ContourLinesWidth.Or(0) : 0)));

        private static StyleParam.Mode LineMode(bool markers, bool text) => (markers, text) switch
        {
            (false, false) => StyleParam.Mode.Lines,
            (true, false) => StyleParam.Mode.Lines_Markers,
            (false, true) => StyleParam.Mode.Lines_Text,
            (true, true) => StyleParam.Mode.Lines_Markers_Text,
        };

        private static object Converted(IEnumerable<StyleParam.TextPosition> positions) =>
            positions.Select(position => position.Convert()).ToArray();

        private static Trace2D Bars<TText, TBase, TWidth>(
            FSharpOption<string>? name, FSharpOption<bool>? showLegend, FSharpOption<double>? opacity, FSharpOption<IEnumerable<double>>? opacities,
            FSharpOption<TText>? text, FSharpOption<IEnumerable<TText>>? texts, FSharpOption<Color>? color, FSharpOption<StyleParam.Colorscale>? scale,
            FSharpOption<Line>? outline, FSharpOption<Marker>? marker, FSharpOption<TBase>? start, FSharpOption<TWidth>? width,
            FSharpOption<IEnumerable<TWidth>>? widths, FSharpOption<StyleParam.TextPosition>? position,
            FSharpOption<IEnumerable<StyleParam.TextPosition>>? positions) =>
            new Trace2D("bar")
                .WithOptional("name", name)
                .WithOptional("showlegend", showLegend)
                .WithOptional("opacity", opacity)
                .WithOptional("text", text, texts)
                .WithOptional("base", start)
                .WithOptional("width", width, widths)
                .WithOptional("textposition", position, one => one.Convert())
                .WithOptional("textposition", positions, Converted)
                .With("marker", marker.Or(() => new Marker()).Styled(color, scale, outline, opacities: opacities));
    }
}
