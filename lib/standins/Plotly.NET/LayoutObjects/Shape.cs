using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>A line, rectangle, circle or path drawn on a chart.</summary>
public sealed class Shape : Dynamic;
