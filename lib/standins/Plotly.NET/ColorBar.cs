using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>The legend of a colour scale.</summary>
public sealed class ColorBar : Dynamic;
