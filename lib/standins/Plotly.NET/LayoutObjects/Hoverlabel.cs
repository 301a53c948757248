using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>The label shown at the pointer.</summary>
public sealed class Hoverlabel : Dynamic;
