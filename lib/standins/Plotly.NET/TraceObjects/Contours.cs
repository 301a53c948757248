using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.TraceObjects;

/// <summary>How the contours of a surface are drawn.</summary>
public sealed class Contours : Dynamic;
