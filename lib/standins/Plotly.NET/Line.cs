using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>The look of a line or of an outline.</summary>
public sealed class Line : Dynamic
{
    public static Line init(
        FSharpOption<Color>? Color = null,
        FSharpOption<StyleParam.Colorscale>? Colorscale = null,
        FSharpOption<bool>? ReverseScale = null,
        FSharpOption<bool>? ShowScale = null,
        FSharpOption<StyleParam.DrawingStyle>? Dash = null,
        FSharpOption<StyleParam.Shape>? Shape = null,
        FSharpOption<bool>? Simplify = null,
        FSharpOption<double>? Smoothing = null,
        FSharpOption<double>? Width = null,
        FSharpOption<IEnumerable<double>>? MultiWidth = null) =>
        new Line()
            .Styled(Color, Colorscale, Dash, Width)
            .WithOptional("reversescale", ReverseScale)
            .WithOptional("showscale", ShowScale)
            .WithOptional("shape", Shape, shape => shape.Convert())
            .WithOptional("simplify", Simplify)
            .WithOptional("smoothing", Smoothing)
            .WithOptional("width", Width, MultiWidth);

    internal Line Styled(
        FSharpOption<Color>? color, FSharpOption<StyleParam.Colorscale>? colorscale,
        FSharpOption<StyleParam.DrawingStyle>? dash, FSharpOption<double>? width) =>
        this.WithOptional("color", color)
            .WithOptional("colorscale", colorscale, scale => scale.Convert())
            .WithOptional("dash", dash, style => style.Convert())
            .WithOptional("width", width);
}
