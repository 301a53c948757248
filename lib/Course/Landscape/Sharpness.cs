using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// How much an objective can rise near a point: the largest value found in a neighbourhood. It is found by search, from the point itself and
/// from random ones, so it is a lower bound of the true maximum.
/// </summary>
public sealed class Sharpness
{
    private readonly string neighbourhood;

    private Sharpness(string neighbourhood, double unit, double loss, double worst, Tensor step, double predicted, long evaluations)
    {
        this.neighbourhood = neighbourhood;
        (Value, Loss, WorstLoss, Step, Predicted, Evaluations) = ((worst - loss) * unit, loss, worst, step, predicted * unit, evaluations);
    }

    /// <summary>The sharpness: <c>max f − f(w)</c>, and Keskar's in percent of <c>1 + f(w)</c>; never negative.</summary>
    public double Value { get; }

    /// <summary>f(w).</summary>
    public double Loss { get; }

    /// <summary>The largest value found, f(w + δ).</summary>
    public double WorstLoss { get; }

    /// <summary>The step δ to it, <c>[P]</c>.</summary>
    public Tensor Step { get; }

    /// <summary>What gradient and Hessian at w predict for the same step, <c>gᵀδ + ½ δᵀHδ</c>, in the unit of <see cref="Value"/>.</summary>
    public double Predicted { get; }

    /// <summary>How often value and gradient were taken.</summary>
    public long Evaluations { get; }

    /// <summary>
    /// Keskar's sharpness, <c>(max f(w + Ay) − f(w)) / (1 + f(w)) · 100</c> over the box <c>|yᵢ| ≤ ε (|(A⁺w)ᵢ| + 1)</c> (Keskar et al., "On large-batch training for deep
    /// learning", 2017, metric 2.1; lecture L2, "Different kinds of minima").
    /// </summary>
    /// <remarks>The paper searches with L-BFGS-B for 10 iterations. Its A has random columns; here they are orthonormal, so that <c>A⁺ = Aᵀ</c>.</remarks>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="ε">The box' size; the paper's are 1e-3 and 5e-4.</param>
    /// <param name="directions">The number of columns of A, the paper's is 100; null for the whole space, A = I.</param>
    /// <param name="steps">How many steps each search makes at most, a gradient each.</param>
    /// <param name="restarts">How many searches begin at random points, beside the one that begins at w.</param>
    /// <param name="seed">What A and the random points depend on.</param>
    /// <returns>The sharpness in percent.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or w is not a vector of length P.</exception>
    public static Sharpness Keskar(Objective objective, Tensor w, double ε = 1e-3, long? directions = null, int steps = 20, int restarts = 3, long seed = 0)
    {
        Require(objective, w, ε, nameof(ε), steps, restarts);
        if (directions < 1 || directions > objective.Dimension)
            throw new ArgumentOutOfRangeException(nameof(directions), directions, $"A subspace of {objective.Dimension} parameters has 1 to {objective.Dimension} directions; null stands for all.");
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var a = directions is { } count ? linalg.qr(Smoothing.Draw(w, seed, count)).Q : null;
        var box = ε * ((a is null ? w : a.t().mv(w)).abs() + 1);
        var name = FormattableString.Invariant($"% in a box of {ε:G3}{(a is null ? "" : $" along {directions} directions")}");
        return a is null
            ? Search(name, objective, w, new Ascent(objective, w, w.shape[0], y => box * y, g => box * g, null), steps, restarts, seed, loss => 100 / (1 + loss))
            : Search(name, objective, w, new Ascent(objective, w, a.shape[1], y => a.mv(box * y), g => box * a.t().mv(g), null), steps, restarts, seed, loss => 100 / (1 + loss));
    }

    /// <summary>The largest rise in a ball, <c>max f(w + δ) − f(w)</c> over <c>‖δ‖ ≤ ρ</c> (Foret et al., "Sharpness-aware minimization", 2021, eq. 1, which takes the first step of this search).</summary>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="ρ">The ball's radius; the paper's is 0.05.</param>
    /// <param name="steps">How many steps each search makes at most, a gradient each.</param>
    /// <param name="restarts">How many searches begin at random points, beside the one that begins at w.</param>
    /// <param name="seed">What the random points depend on.</param>
    /// <returns>The sharpness.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or w is not a vector of length P.</exception>
    public static Sharpness InBall(Objective objective, Tensor w, double ρ = 0.05, int steps = 20, int restarts = 3, long seed = 0)
    {
        Require(objective, w, ρ, nameof(ρ), steps, restarts);
        return Search(FormattableString.Invariant($" in a ball of {ρ:G3}"), objective, w, new Ascent(objective, w, w.shape[0], u => u, g => g, ρ), steps, restarts, seed, _ => 1);
    }

    /// <summary>
    /// Adaptive sharpness, <c>max f(w + δ) − f(w)</c> over <c>‖δ/|w|‖ ≤ ρ</c>, the quotient element by element (Kwon, Kim, Park and Choi, "ASAM", 2021, element-wise): scaling weights without
    /// changing the function leaves it as it is, see <see cref="Reparametrization"/>. A weight of zero stays.
    /// </summary>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="ρ">The radius; the authors' own program takes 0.5.</param>
    /// <param name="steps">How many steps each search makes at most, a gradient each.</param>
    /// <param name="restarts">How many searches begin at random points, beside the one that begins at w.</param>
    /// <param name="seed">What the random points depend on.</param>
    /// <returns>The sharpness.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or w is not a vector of length P.</exception>
    public static Sharpness Adaptive(Objective objective, Tensor w, double ρ = 0.5, int steps = 20, int restarts = 3, long seed = 0)
    {
        Require(objective, w, ρ, nameof(ρ), steps, restarts);
        using var scope = NewDisposeScope();
        var size = w.detach().abs();
        return Search(FormattableString.Invariant($" in an adaptive ball of {ρ:G3}"), objective, w, new Ascent(objective, w, w.shape[0], u => size * u, g => size * g, ρ), steps, restarts, seed, _ => 1);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"sharpness at least {Value:G4}{neighbourhood}, predicted {Predicted:G4}: loss {Loss:G4}, worst {WorstLoss:G4}");

    private static Sharpness Search(string neighbourhood, Objective objective, Tensor w, Ascent ascent, int steps, int restarts, long seed, Func<double, double> unit)
    {
        using var guard = Undisturbed.Of(objective);
        using var scope = NewDisposeScope();
        var (value, g) = objective.ValueAndGradient(w);
        var loss = value.ToDouble();
        var (step, worst) = ascent.Run(steps, restarts, seed);
        var predicted = Float64.Dot(g, step) + Float64.Dot(step, objective.HessianVectorProduct(w, step)) / 2;
        return new Sharpness(neighbourhood, unit(loss), loss, worst, step.DetachFromDisposeScope(), predicted, ascent.Evaluations + 1);
    }

    private static void Require(Objective objective, Tensor w, double size, string name, int steps, int restarts)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        if (!(size > 0) || !double.IsFinite(size)) throw new ArgumentOutOfRangeException(name, size, "A neighbourhood has a positive, finite size, such as 0.05.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(restarts);
        if (w.dim() != 1 || w.shape[0] != objective.Dimension)
            throw new ArgumentException($"The objective has {objective.Dimension} parameters; w has the shape [{string.Join(", ", w.shape)}].", nameof(w));
    }
}
