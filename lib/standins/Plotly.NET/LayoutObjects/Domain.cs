using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>The part of a chart that a sub-plot takes.</summary>
public sealed class Domain : Dynamic;
