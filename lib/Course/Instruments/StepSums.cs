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
        var gradient = moment.Gradient.@double();
        var step = moment.Weights.@double() - moment.Before;
        GradientNorm = Math.Sqrt(gradient.dot(gradient).ToDouble());
        StepNorm = Math.Sqrt(step.dot(step).ToDouble());
        Slope = gradient.dot(step).ToDouble();
    }

    /// <summary>‖g‖.</summary>
    public double GradientNorm { get; }

    /// <summary>‖Δ‖.</summary>
    public double StepNorm { get; }

    /// <summary>gᵀΔ.</summary>
    public double Slope { get; }
}
