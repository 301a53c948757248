using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>Charts in space.</summary>
public static class Chart3D
{
    /// <summary>Charts in space.</summary>
    public static class Chart
    {
        public static GenericChart Scatter3D<TX, TY, TZ, TText>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            IEnumerable<TZ> z,
            StyleParam.Mode mode,
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
            FSharpOption<Color>? LineColor = null,
            FSharpOption<StyleParam.Colorscale>? LineColorScale = null,
            FSharpOption<double>? LineWidth = null,
            FSharpOption<StyleParam.DrawingStyle>? LineDash = null,
            FSharpOption<Line>? Line = null,
            FSharpOption<Camera>? Camera = null,
            FSharpOption<bool>? UseDefaults = null)
            where TX : IConvertible where TY : IConvertible where TZ : IConvertible where TText : IConvertible =>
            InScene(UseDefaults, Camera, new Trace3D("scatter3d")
                .With("x", x)
                .With("y", y)
                .With("z", z)
                .With("mode", mode.Convert())
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("text", Text, MultiText)
                .With("marker", Marker.Or(() => new Marker()).Styled(MarkerColor, MarkerColorScale, MarkerOutline, opacities: MultiOpacity))
                .With("line", Line.Or(() => new Line()).Styled(LineColor, LineColorScale, LineDash, LineWidth)));

        public static GenericChart Surface<TRow, TZ, TX, TY, TText>(
            IEnumerable<TRow> zData,
            FSharpOption<IEnumerable<TX>>? X = null,
            FSharpOption<IEnumerable<TY>>? Y = null,
            FSharpOption<string>? Name = null,
            FSharpOption<bool>? ShowLegend = null,
            FSharpOption<double>? Opacity = null,
            FSharpOption<TText>? Text = null,
            FSharpOption<IEnumerable<TText>>? MultiText = null,
            FSharpOption<Contours>? Contours = null,
            FSharpOption<StyleParam.Colorscale>? ColorScale = null,
            FSharpOption<bool>? ShowScale = null,
            FSharpOption<Camera>? Camera = null,
            FSharpOption<bool>? UseDefaults = null)
            where TRow : IEnumerable<TZ> where TZ : IConvertible where TX : IConvertible where TY : IConvertible where TText : IConvertible =>
            InScene(UseDefaults, Camera, new Trace3D("surface")
                .With("z", zData)
                .WithOptional("x", X)
                .WithOptional("y", Y)
                .WithOptional("name", Name)
                .WithOptional("showlegend", ShowLegend)
                .WithOptional("opacity", Opacity)
                .WithOptional("text", Text, MultiText)
                .WithOptional("contours", Contours)
                .WithOptional("colorscale", ColorScale, scale => scale.Convert())
                .WithOptional("showscale", ShowScale));

        private static GenericChart InScene(FSharpOption<bool>? useDefaults, FSharpOption<Camera>? camera, Trace3D trace)
        {
            Camera perspective = camera.Or(() => new Camera()).With("projection", new Dynamic().With("type", "perspective"));
            return GenericChart.ofTraceObject(useDefaults.Or(true), trace)
                .WithLayout(new Layout().With("scene", new Scene().With("camera", perspective)));
        }
    }
}
