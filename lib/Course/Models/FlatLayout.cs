using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>Certain parameters laid out in one vector: what <see cref="FlatParameters"/> holds until the network's parameters are others.</summary>
internal sealed class FlatLayout
{
    /// <summary>Makes parameters views of one new vector, their gradients of another that starts at zero.</summary>
    /// <exception cref="ArgumentException">They differ in type or device.</exception>
    public FlatLayout((string Name, Parameter Parameter)[] named)
    {
        var first = named[0].Parameter;
        foreach (var (name, parameter) in named)
        {
            if (parameter.dtype == first.dtype && parameter.device.IsSame(first.device)) continue;
            throw new ArgumentException(
                $"{named[0].Name} is {first.dtype} on {first.device} and {name} is {parameter.dtype} on {parameter.device}. " +
                "One vector holds one type on one device: move the whole network with to(…).");
        }

        using var scope = NewDisposeScope();
        using var still = no_grad();
        var pieces = new List<ParameterSlice>(named.Length);
        foreach (var (name, parameter) in named)
        {
            pieces.Add(new ParameterSlice(name, parameter.shape, Count, parameter.numel()));
            Count += parameter.numel();
        }
        Slices = [.. pieces];
        Parameters = [.. named.Select(p => p.Parameter)];
        Vector = empty(Count, first.dtype, first.device).DetachFromDisposeScope();
        Gradient = zeros(Count, first.dtype, first.device).DetachFromDisposeScope();
        Gradients = Split(Gradient);
        var views = Split(Vector);
        for (var i = 0; i < Parameters.Length; i++)
        {
            Gradients[i].DetachFromDisposeScope();
            views[i].copy_(Parameters[i]);
            Parameters[i].set_(views[i]);
            Parameters[i].grad = Gradients[i];
        }
    }

    public Parameter[] Parameters { get; }

    public ParameterSlice[] Slices { get; }

    public long Count { get; }

    public Tensor Vector { get; }

    public Tensor Gradient { get; }

    /// <summary>The gradient's views that the parameters have as theirs.</summary>
    public Tensor[] Gradients { get; }

    public bool IsOf((string Name, Parameter Parameter)[] named) => named.Select(p => p.Parameter).SequenceEqual(Parameters, ReferenceEqualityComparer.Instance);

    /// <summary>Views of a flat vector, one a parameter.</summary>
    public Tensor[] Split(Tensor flat) => [.. Slices.Select(slice => flat.narrow(0, slice.Offset, slice.Length).view([.. slice.Shape]))];

    /// <summary>Makes every parameter's gradient a view again: <c>module.zero_grad()</c> drops them.</summary>
    public void AttachGradients()
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        for (var i = 0; i < Parameters.Length; i++)
        {
            var own = Parameters[i].grad;
            if (own is null) Gradients[i].zero_();
            else Gradients[i].copy_(own); // returns at once where it is the view itself
            Parameters[i].grad = Gradients[i];
        }
    }
}
