using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>The space around a chart in pixels.</summary>
public sealed class Margin : Dynamic;
