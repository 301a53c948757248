using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>The legend of a chart.</summary>
public sealed class Legend : Dynamic;
