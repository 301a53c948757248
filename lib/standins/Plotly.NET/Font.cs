using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>The font of a text.</summary>
public sealed class Font : Dynamic
{
    public static Font init(
        FSharpOption<StyleParam.FontFamily>? Family = null, FSharpOption<double>? Size = null, FSharpOption<Color>? Color = null) =>
        new Font()
            .WithOptional("family", Family, family => family.Convert())
            .WithOptional("size", Size)
            .WithOptional("color", Color);
}
