namespace Plotly.NET;

/// <summary>A trace in a scene.</summary>
public sealed class Trace3D(string traceTypeName) : Trace(traceTypeName);
