using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// An objective averaged over a Gaussian around a point, <c>f_σ(w) = E f(w + σz)</c> with z standard normal: <c>f + ½σ² tr H</c> on a quadratic. What it lies above f is
/// the average-case sharpness.
/// </summary>
/// <param name="Value">The estimate of f_σ(w).</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Loss">f(w).</param>
public sealed record SmoothedLoss(double Value, double StandardError, double Loss)
{
    /// <summary>The average-case sharpness <c>f_σ(w) − f(w)</c>, with the same standard error.</summary>
    public double Increase => Value - Loss;

    /// <summary>Estimates it from antithetic pairs, <c>(f(w + σz) + f(w − σz))/2</c>, in which the gradient cancels; a network in evaluation mode.</summary>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="σ">The Gaussian's width.</param>
    /// <param name="pairs">How many directions z, at least 2; two values each.</param>
    /// <param name="seed">What they depend on.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or w is not a vector of length P.</exception>
    public static SmoothedLoss Of(Objective objective, Tensor w, double σ, int pairs = 32, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        Smoothing.Require(σ, pairs, least: 2);
        using var guard = Undisturbed.Of(objective);
        using var still = no_grad();
        using var own = objective.Value(w);
        double[] means = [.. Smoothing.Directions(w, seed, pairs).Select(z =>
        {
            using var scope = NewDisposeScope();
            return (objective.Value(w + σ * z).ToDouble() + objective.Value(w - σ * z).ToDouble()) / 2;
        })];
        var mean = means.Average();
        return new(mean, Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)) / (pairs - 1.0) / pairs), own.ToDouble());
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"smoothed loss {Value:G5} ± {StandardError:G2}, {Increase:G4} above the loss {Loss:G5}");
}
