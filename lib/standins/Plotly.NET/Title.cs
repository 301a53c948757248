using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>The title of a chart, an axis or a colour bar.</summary>
public sealed class Title : Dynamic
{
    public static Title init(
        FSharpOption<string>? Text = null,
        FSharpOption<Font>? Font = null,
        FSharpOption<bool>? AutoMargin = null,
        FSharpOption<double>? X = null,
        FSharpOption<StyleParam.XAnchorPosition>? XAnchor = null,
        FSharpOption<string>? XRef = null,
        FSharpOption<double>? Y = null,
        FSharpOption<StyleParam.YAnchorPosition>? YAnchor = null,
        FSharpOption<string>? YRef = null,
        FSharpOption<int>? Standoff = null,
        FSharpOption<StyleParam.Side>? Side = null) =>
        new Title()
            .WithOptional("text", Text)
            .WithOptional("font", Font)
            .WithOptional("automargin", AutoMargin)
            .WithOptional("x", X)
            .WithOptional("xanchor", XAnchor, anchor => anchor.Convert())
            .WithOptional("xref", XRef)
            .WithOptional("y", Y)
            .WithOptional("yanchor", YAnchor, anchor => anchor.Convert())
            .WithOptional("yref", YRef)
            .WithOptional("standoff", Standoff)
            .WithOptional("side", Side, side => side.Convert());
}
