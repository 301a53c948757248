using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>A text at a point of a chart, with an arrow if wanted.</summary>
public sealed class Annotation : Dynamic;
