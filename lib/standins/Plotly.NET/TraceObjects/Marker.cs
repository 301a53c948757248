using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.TraceObjects;

/// <summary>The look of a trace's points or bars.</summary>
public sealed class Marker : Dynamic
{
    public static Marker init(
        FSharpOption<Color>? Color = null,
        FSharpOption<ColorBar>? ColorBar = null,
        FSharpOption<StyleParam.Colorscale>? Colorscale = null,
        FSharpOption<Line>? Outline = null,
        FSharpOption<double>? Opacity = null,
        FSharpOption<IEnumerable<double>>? MultiOpacity = null,
        FSharpOption<bool>? ReverseScale = null,
        FSharpOption<bool>? ShowScale = null,
        FSharpOption<int>? Size = null,
        FSharpOption<IEnumerable<int>>? MultiSize = null,
        FSharpOption<StyleParam.MarkerSymbol>? Symbol = null,
        FSharpOption<IEnumerable<StyleParam.MarkerSymbol>>? MultiSymbol = null) =>
        new Marker()
            .Styled(Color, Colorscale, Outline, Symbol, MultiSymbol, MultiOpacity)
            .WithOptional("colorbar", ColorBar)
            .WithOptional("opacity", Opacity, MultiOpacity)
            .WithOptional("reversescale", ReverseScale)
            .WithOptional("showscale", ShowScale)
            .WithOptional("size", Size, MultiSize);

    internal Marker Styled(
        FSharpOption<Color>? color, FSharpOption<StyleParam.Colorscale>? colorscale, FSharpOption<Line>? outline,
        FSharpOption<StyleParam.MarkerSymbol>? symbol = null, FSharpOption<IEnumerable<StyleParam.MarkerSymbol>>? symbols = null,
        FSharpOption<IEnumerable<double>>? opacities = null) =>
        this.WithOptional("color", color)
            .WithOptional("colorscale", colorscale, scale => scale.Convert())
            .WithOptional("line", outline)
            .WithOptional("symbol", symbol, one => one.Convert())
            .WithOptional("symbol", symbols, many => many.Select(one => one.Convert()).ToArray())
            .WithOptional("opacity", opacities);
}
