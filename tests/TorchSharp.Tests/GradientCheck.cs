using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>
/// Holds gradients of a function of any shape against central differences of fourth order, in float64. A kink must be
/// farther than 0.002 from every element of the input.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-3;

    /// <summary>∇ of ⟨f, c⟩ with a fixed c without symmetry.</summary>
    internal static void First(Func<Tensor, Tensor> f, Tensor x, double tolerance = 1e-6)
    {
        x = x.detach().clone();
        var analytic = Gradient(f, x, keepGraph: false).data<double>().ToArray();
        var numeric = new double[analytic.Length];
        for (var i = 0; i < numeric.Length; i++)
            numeric[i] = (8 * (At(i, Step) - At(i, -Step)) - At(i, 2 * Step) + At(i, -2 * Step)) / (12 * Step);

        var scale = numeric.Select(Math.Abs).Append(1e-3).Max();
        for (var i = 0; i < numeric.Length; i++)
            Assert.True(Math.Abs(analytic[i] - numeric[i]) <= tolerance * scale, $"element {i}: autograd {analytic[i]:R}, differences {numeric[i]:R}, largest {scale:G3}");

        double At(int element, double step)
        {
            using var scope = NewDisposeScope();
            var moved = x.clone();
            moved.view(-1)[element].add_(step);
            return Projected(f(moved)).item<double>();
        }
    }

    /// <summary>∇ of ⟨∇⟨f, c⟩, v⟩, by a gradient through the gradient.</summary>
    internal static void Second(Func<Tensor, Tensor> f, Tensor x, double tolerance = 1e-6) =>
        First(t => Gradient(f, t, keepGraph: true), x, tolerance);

    private static Tensor Gradient(Func<Tensor, Tensor> f, Tensor x, bool keepGraph)
    {
        if (!x.requires_grad) x = x.detach().requires_grad_();
        var value = Projected(f(x));
        // What does not depend on x has no graph, as the gradient of a linear function.
        if (!value.requires_grad) return zeros_like(x);
        var gradient = autograd.grad([value], [x], create_graph: keepGraph, retain_graph: keepGraph, allow_unused: true)[0];
        return gradient.IsInvalid ? zeros_like(x) : gradient.contiguous();
    }

    internal static Tensor Projected(Tensor value) => (value * arange(value.numel(), dtype: float64).mul(1.7).add(0.4).cos().view(value.shape)).sum();
}
