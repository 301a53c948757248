namespace Plotly.NET;

/// <summary>A trace on two axes.</summary>
public sealed class Trace2D(string traceTypeName) : Trace(traceTypeName);
