using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

/// <summary>A named curve.</summary>
public sealed class Curve
{
    /// <summary>A curve through points.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">The points' x coordinates.</param>
    /// <param name="y">Their y coordinates, as many; a gap where one is not a number.</param>
    public Curve(string name, double[] x, double[] y) => (Name, X, Y) = (name, x, y);

    /// <summary>A curve through points in tensors.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">The points' x coordinates, <c>[N]</c>.</param>
    /// <param name="y">Their y coordinates, <c>[N]</c>.</param>
    public Curve(string name, Tensor x, Tensor y) : this(name, Numbers(x), Numbers(y)) { }

    /// <summary>A curve through values at 1, 2, 3, …</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">The values.</param>
    public Curve(string name, IReadOnlyList<double> y) : this(name, [.. Enumerable.Range(1, y.Count).Select(i => (double)i)], [.. y]) { }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>The points' x coordinates.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Their y coordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>How it is drawn.</summary>
    public CurveStyle Style { get; init; }

    internal static double[] Numbers(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = NewDisposeScope();
        return values.detach().reshape(-1).to(ScalarType.Float64, CPU).data<double>().ToArray();
    }
}
