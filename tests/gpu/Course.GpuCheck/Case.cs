using TorchSharp;
using static TorchSharp.torch;

namespace Course.GpuCheck;

/// <summary>Something that is computed on a device in a precision and must give what the CPU gives in float64.</summary>
/// <param name="Area">The row's first column.</param>
/// <param name="Name">The row's second column.</param>
/// <param name="Tolerance">How far float32 may be off, relative to the largest value of the tensor; float64 may be off by <see cref="Double"/>.</param>
/// <param name="Run">Computes; whole numbers and truth values among the results must be equal.</param>
internal sealed record Case(string Area, string Name, double Tolerance, Func<Device, ScalarType, IReadOnlyList<Tensor>> Run)
{
    public const double Double = 1e-9;

    /// <summary>For one operator or layer with its derivatives.</summary>
    public const double Single = 1e-4;

    /// <summary>For many steps of training, each of which carries the error on.</summary>
    public const double Trained = 5e-3;

    /// <summary>A function's value, its gradient with respect to each input, and the Hessian of a weighted sum of it times a fixed direction.</summary>
    public static Case Of(string area, string name, Func<Tensor[], Tensor> function, params long[][] shapes) =>
        new(area, name, Single, (device, type) => Derivatives(function, [.. shapes.Select((shape, i) => Values(shape, i, device, type))]));

    /// <summary>The same for a module and its parameters.</summary>
    public static Case Of(string area, string name, Func<nn.Module<Tensor, Tensor>> make, params long[] shape) =>
        new(area, name, Single, (device, type) =>
        {
            var module = Made(make, device, type);
            return [.. Derivatives(inputs => module.call(inputs[0]), [Values(shape, 0, device, type), .. module.parameters()]), .. module.buffers().Select(buffer => buffer.clone())];
        });

    /// <summary>A module with the same parameters on every device and in every precision.</summary>
    public static T Made<T>(Func<T> make, Device device, ScalarType type) where T : nn.Module
    {
        manual_seed(7);
        var module = make();
        module.to(type);
        module.to(device);
        return module;
    }

    /// <summary>Normally distributed numbers that float32 holds exactly, so that precisions differ only in how they compute.</summary>
    public static Tensor Values(long[] shape, long seed, Device device, ScalarType type)
    {
        using var generator = new Generator((ulong)(1000 + seed), CPU);
        return randn(shape, float32, generator: generator).to(type, device);
    }

    public static IReadOnlyList<Tensor> Derivatives(Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        foreach (var input in inputs) input.requires_grad_(true);
        var value = function(inputs);
        var results = new List<Tensor> { value.detach() };
        if (!value.requires_grad) return results;

        Tensor Direction(Tensor like, int seed) => Values(like.shape, 100 + seed, like.device, like.dtype);
        var gradients = autograd.grad([(value * Direction(value, 0)).sum()], inputs, create_graph: true, retain_graph: true, allow_unused: true);
        var used = gradients.Where(gradient => !gradient.IsInvalid).ToList();
        results.AddRange(used.Select(gradient => gradient.detach()));
        var curved = used.Where(gradient => gradient.requires_grad).ToList();
        if (curved.Count == 0) return results; // linear in every input

        var along = curved.Select((gradient, i) => (gradient * Direction(gradient, 1 + i)).sum()).Aggregate((sum, term) => sum + term);
        results.AddRange(autograd.grad([along], inputs, allow_unused: true).Where(product => !product.IsInvalid));
        return results;
    }

    /// <summary>The largest deviation, relative to the largest value of each tensor and at least 1; infinite where shapes, counts or whole numbers differ.</summary>
    public static double Deviation(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        if (expected.Count != actual.Count) return double.PositiveInfinity;
        var worst = 0.0;
        foreach (var (e, a) in expected.Zip(actual, (e, a) => (e.cpu(), a.cpu())))
        {
            if (!e.shape.SequenceEqual(a.shape)) return double.PositiveInfinity;
            if (e.numel() == 0) continue;
            if (!e.is_floating_point())
            {
                if (e.dtype != a.dtype || e.ne(a).any().ToBoolean()) return double.PositiveInfinity;
                continue;
            }

            var scale = Math.Max(1, e.abs().max().ToDouble());
            var deviation = (e - a.to(float64)).abs().max().ToDouble() / scale;
            if (double.IsNaN(deviation)) return double.PositiveInfinity;
            worst = Math.Max(worst, deviation);
        }

        return worst;
    }
}
