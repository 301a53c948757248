using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// An objective smoothed by a Gaussian, <c>f_σ(w) = (1/2K) Σₖ f(w + σzₖ) + f(w − σzₖ)</c>, with directions zₖ that are drawn once: a function like any other, which any
/// rule can minimize. Highly smoothed it has fewer minima in most cases (lecture L2, "Different kinds of minima").
/// </summary>
/// <remarks>An evaluation costs 2K of f. A network is evaluated in evaluation mode.</remarks>
public sealed class SmoothedObjective : Objective
{
    private readonly Objective objective;
    private readonly double σ;
    private readonly int pairs;
    private readonly long seed;

    /// <summary>Smooths an objective.</summary>
    /// <param name="objective">f.</param>
    /// <param name="σ">The Gaussian's width.</param>
    /// <param name="pairs">How many directions, K.</param>
    /// <param name="seed">What they depend on.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ or the number of pairs is not positive.</exception>
    public SmoothedObjective(Objective objective, double σ, int pairs = 8, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Smoothing.Require(σ, pairs, least: 1);
        (this.objective, this.σ, this.pairs, this.seed) = (objective, σ, pairs, seed);
    }

    /// <inheritdoc/>
    public override long Dimension => objective.Dimension;

    /// <inheritdoc/>
    /// <remarks>The value carries no graph.</remarks>
    public override Tensor Value(Tensor w) => Mean(w, zeros(0), (point, _) => objective.Value(point).ToDouble());

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(gradient, nameof(gradient));
        return Mean(w, gradient, (point, g) => objective.ValueAndGradient(point, g).ToDouble());
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        var product = empty_like(v);
        Mean(w, product, (point, part) =>
        {
            part.copy_(objective.HessianVectorProduct(point, v));
            return 0;
        }).Dispose();
        return product;
    }

    /// <summary>The mean of numbers, and of the vectors that come with them, over all points.</summary>
    private Tensor Mean(Tensor w, Tensor vector, Func<Tensor, Tensor, double> evaluate)
    {
        RequireVector(w, nameof(w));
        using var guard = Undisturbed.Of(objective);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var (sum, vectors, part) = (0.0, zeros_like(vector, ScalarType.Float64), empty_like(vector));
        foreach (var z in Smoothing.Directions(w, seed, pairs))
        {
            foreach (var sign in (double[])[σ, -σ])
            {
                using var inner = NewDisposeScope();
                sum += evaluate(w + sign * z, part);
                vectors.add_(part);
            }
        }
        vector.copy_(vectors.div_(2.0 * pairs));
        return tensor(sum / (2.0 * pairs), dtype: w.dtype, device: w.device).MoveToOuterDisposeScope();
    }
}
