using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>A look that charts start from.</summary>
public sealed class Template : Dynamic;
