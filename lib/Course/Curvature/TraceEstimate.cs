using System.Globalization;
using Course.Models;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The trace of a curvature matrix, the sum of its eigenvalues, with a 95 % interval.</summary>
/// <param name="Value">The trace.</param>
/// <param name="Low">The interval's lower end; the value itself where nothing was left to chance.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Products">How many products with the matrix it took.</param>
public sealed record TraceEstimate(double Value, double Low, double High, long Products)
{
    /// <summary>Whether no part of it is left to chance.</summary>
    public bool IsExact => Low == High;

    /// <summary>Whether the wanted precision was reached within the limit of products.</summary>
    public bool IsReached { get; init; }

    /// <summary>
    /// Estimates the trace from products with vectors of random signs, <c>tr A = E vᵀAv</c> (Hutchinson, 1990), and takes the range of the first products
    /// exactly where these forms spread too much (Hutch++, Meyer et al., 2021, algorithm 1).
    /// </summary>
    /// <remarks>The trace of a matrix with few columns is taken exactly, as is one that would take P products to estimate.</remarks>
    /// <param name="matrix">A, <c>[P, P]</c>.</param>
    /// <param name="precision">The wanted half width of the interval, relative to the value: it stops there.</param>
    /// <param name="seed">What the probes depend on.</param>
    /// <param name="limit">The largest number of products: it stops there too, and says so in <see cref="IsReached"/>. A trace near zero has no relative precision.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not above 0, or the limit below 2.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static TraceEstimate Of(CurvatureOperator matrix, double precision = 0.05, long seed = 0, long limit = 300) =>
        Hutchinson.Run(matrix, (v, image) => (v * image).sum(0L, type: ScalarType.Float64), precision, seed, limit);

    /// <summary>
    /// Takes the trace of an objective's Hessian: of a network from its layers, exactly where it is piecewise linear in each parameter (ReLU, pooling, …: then it is the
    /// trace of the Gauss–Newton matrix), else with a small part left to chance, in the time of a few gradients either way.
    /// </summary>
    /// <remarks>
    /// That takes linear, convolution, embedding and batch normalization layers, each called once, activations that work element by element, and no penalties but
    /// <see cref="Regularization.L2Penalty"/> and <see cref="Regularization.L1Penalty"/>; whether it is so is tried on a few samples. Of anything else the trace is
    /// estimated from products with the Hessian. A network is measured in evaluation mode.
    /// </remarks>
    /// <param name="objective">f: whole (<c>objective</c>) or on a batch (<c>objective.On(batch)</c>).</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="precision">The wanted half width of the interval, relative to the value: it stops there.</param>
    /// <param name="seed">What chance depends on.</param>
    /// <param name="limit">The largest number of products, or of draws of the part that is left to chance.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="ArgumentException">w is not a vector of length P.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not above 0, or the limit below 2.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static TraceEstimate Of(Objective objective, Tensor w, double precision = 0.02, long seed = 0, long limit = 300)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Hutchinson.Require(precision, limit);
        using var undisturbed = Undisturbed.Of(objective);
        if (objective is INetworkLoss loss && LayerwiseTrace.Of(loss, w, precision, seed, limit) is { } trace) return trace;
        using var hessian = new HessianOperator(objective, w);
        return Of(hessian, precision, seed, limit);
    }

    /// <inheritdoc/>
    public override string ToString() => Text(Value, Low, High, Products, IsReached);

    /// <summary>A figure with its interval and what it cost.</summary>
    internal static string Text(double value, double low, double high, long products, bool isReached)
    {
        var interval = low == high ? "exact" : string.Create(CultureInfo.InvariantCulture, $"between {low:G6} and {high:G6} with 95 %");
        return string.Create(CultureInfo.InvariantCulture, $"{value:G6}, {interval}{(products == 0 ? "" : $", {products} products")}{(isReached ? "" : ", less precise than wanted")}");
    }
}
