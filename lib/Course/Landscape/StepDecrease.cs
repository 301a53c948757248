using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>By how much a step <c>Δ</c> was to lower an objective, and by how much it does; positive where it goes down.</summary>
/// <param name="FirstOrder">What the gradient predicts, <c>−gᵀΔ</c>.</param>
/// <param name="SecondOrder">What gradient and Hessian predict, <c>−gᵀΔ − ½ΔᵀHΔ</c>.</param>
/// <param name="Real">What it is, <c>f(w) − f(w + Δ)</c>.</param>
public sealed record StepDecrease(double FirstOrder, double SecondOrder, double Real)
{
    /// <summary>Measures a step, by a gradient, a Hessian product and a value; a network in evaluation mode.</summary>
    /// <param name="objective">f.</param>
    /// <param name="w">Where the step begins, <c>[P]</c>.</param>
    /// <param name="step">Δ, <c>[P]</c>: for gradient descent −ηg.</param>
    /// <returns>The decreases.</returns>
    /// <exception cref="ArgumentException">A tensor is not a vector of length P, or they differ in type or device.</exception>
    public static StepDecrease Of(Objective objective, Tensor w, Tensor step)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        ArgumentNullException.ThrowIfNull(step);
        if (step.dtype != w.dtype || !step.device.IsSame(w.device))
            throw new ArgumentException($"The point is {w.dtype} on {w.device} and the step {step.dtype} on {step.device}; convert one with to(…).", nameof(step));
        using var guard = Undisturbed.Of(objective);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var product = objective.HessianVectorProduct(w, step);
        var (value, g) = objective.ValueAndGradient(w);
        var slope = Float64.Dot(g, step);
        return new(-slope, -slope - Float64.Dot(step, product) / 2, value.ToDouble() - objective.Value(w + step).ToDouble());
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"decrease {Real:G4}; predicted by the gradient {FirstOrder:G4}, with the Hessian {SecondOrder:G4}");
}
