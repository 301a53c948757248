using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Dot products of a step <c>Δ = w' − w</c> and its gradient g, in float64.</summary>
internal sealed class StepSums
{
    public StepSums(TrainingMoment moment)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        // At every step, copies in float64 take longer than all else: on the CPU the vectors are walked through once instead.
        var (gg, ss, gs) = Float32.IsAtHand(moment.Weights)
            ? Walk(Float32.Of(moment.Weights), Float32.Of(moment.Before), Float32.Of(moment.Gradient))
            : Sums(moment.Gradient.@double(), (moment.Weights - moment.Before).@double());
        (GradientNorm, StepNorm, Slope) = (Math.Sqrt(gg), Math.Sqrt(ss), gs);
    }

    /// <summary>‖g‖.</summary>
    public double GradientNorm { get; }

    /// <summary>‖Δ‖.</summary>
    public double StepNorm { get; }

    /// <summary>gᵀΔ.</summary>
    public double Slope { get; }

    private static (double, double, double) Sums(Tensor gradient, Tensor step) =>
        (gradient.dot(gradient).ToDouble(), step.dot(step).ToDouble(), gradient.dot(step).ToDouble());

    private static (double, double, double) Walk(ReadOnlySpan<float> after, ReadOnlySpan<float> before, ReadOnlySpan<float> gradient)
    {
        var (gg, ss, gs) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var whole = after.Length - after.Length % Vector<float>.Count;
        for (var i = 0; i < whole; i += Vector<float>.Count)
        {
            var (g, s) = (new Vector<float>(gradient[i..]), new Vector<float>(after[i..]) - new Vector<float>(before[i..]));
            Vector.Widen(g, out var g1, out var g2);
            Vector.Widen(s, out var s1, out var s2);
            gg += g1 * g1 + g2 * g2;
            ss += s1 * s1 + s2 * s2;
            gs += g1 * s1 + g2 * s2;
        }
        var sums = (Vector.Sum(gg), Vector.Sum(ss), Vector.Sum(gs));
        for (var i = whole; i < after.Length; i++)
        {
            double g = gradient[i], s = after[i] - before[i];
            sums = (sums.Item1 + g * g, sums.Item2 + s * s, sums.Item3 + g * s);
        }
        return sums;
    }
}
