using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>The space of a three-dimensional sub-plot.</summary>
public sealed class Scene : Dynamic;
