using Plotly.NET;

namespace Course.Figures;

/// <summary>A moment of an animated figure.</summary>
/// <param name="Name">What the slider calls it, such as the number of steps; each of a figure has another.</param>
/// <param name="Traces">What some of the figure's traces are at that moment.</param>
/// <param name="Indices">Which of the figure's traces they are, from 0.</param>
public sealed record AnimationFrame(string Name, IReadOnlyList<Trace> Traces, IReadOnlyList<int> Indices);
