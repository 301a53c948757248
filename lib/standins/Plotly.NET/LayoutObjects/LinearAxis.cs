using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>An axis of a chart.</summary>
public sealed class LinearAxis : Dynamic;
