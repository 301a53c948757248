using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>
/// A network's trainable parameters as one vector <c>w</c> of shape <c>[P]</c>: each parameter becomes a view of a piece
/// of <see cref="Vector"/>, and its gradient a view of the same piece of <see cref="Gradient"/>. What changes the vector
/// changes the network, and <c>backward()</c> accumulates into <see cref="Gradient"/>.
/// </summary>
/// <remarks>
/// Moving the network to another type or device replaces its parameters; the next use of this class notices and lays
/// them out flat again, in new tensors. So take <see cref="Vector"/> anew after such a move.
/// </remarks>
public sealed class FlatParameters
{
    private readonly nn.Module module;
    private Parameter[] parameters = [];
    private Tensor[] gradients = [];
    private ParameterSlice[] slices = [];
    private long count;
    private Tensor vector = null!;
    private Tensor gradient = null!;

    /// <summary>Lays a network's trainable parameters out in one vector. Their values stay; gradients start at zero.</summary>
    /// <param name="module">The network.</param>
    /// <exception cref="ArgumentException">It has no trainable parameters, or they differ in type or device.</exception>
    public FlatParameters(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        this.module = module;
        Flatten(Current());
    }

    /// <summary>All parameters, <c>[P]</c>: the storage that the network's own parameters are views of.</summary>
    public Tensor Vector
    {
        get
        {
            FlattenIfReplaced();
            return vector;
        }
    }

    /// <summary>All gradients, <c>[P]</c>: the storage that <c>backward()</c> accumulates into.</summary>
    public Tensor Gradient
    {
        get
        {
            FlattenIfReplaced();
            AttachGradients();
            return gradient;
        }
    }

    /// <summary>The number of parameters, P.</summary>
    public long Count
    {
        get
        {
            FlattenIfReplaced();
            return count;
        }
    }

    /// <summary>Where each parameter lies in the vector, in the network's order.</summary>
    public IReadOnlyList<ParameterSlice> Slices
    {
        get
        {
            FlattenIfReplaced();
            return slices;
        }
    }

    /// <summary>The network's own trainable parameters, views of <see cref="Vector"/>, in the order of <see cref="Slices"/>.</summary>
    public IReadOnlyList<Parameter> Parameters
    {
        get
        {
            FlattenIfReplaced();
            return parameters;
        }
    }

    /// <summary>Cuts a flat vector into views of the parameters' shapes, in the order of <see cref="Slices"/>.</summary>
    /// <param name="flat">A vector, <c>[P]</c>, such as a step or an eigenvector of the Hessian.</param>
    /// <returns>Views of it, one a parameter.</returns>
    /// <exception cref="ArgumentException">It is not of length P.</exception>
    public Tensor[] Split(Tensor flat)
    {
        ArgumentNullException.ThrowIfNull(flat);
        if (flat.dim() != 1 || flat.shape[0] != Count)
            throw new ArgumentException($"The network has {Count} parameters; the vector to split has the shape [{string.Join(", ", flat.shape)}].", nameof(flat));
        return [.. Slices.Select(slice => flat.narrow(0, slice.Offset, slice.Length).view([.. slice.Shape]))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} parameters in {Slices.Count} tensors, {Vector.dtype} on {Vector.device}";

    private (string Name, Parameter Parameter)[] Current()
    {
        var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance); // a parameter shared by two layers counts once
        return [.. module.named_parameters().Where(p => p.parameter.requires_grad && seen.Add(p.parameter))];
    }

    private void FlattenIfReplaced()
    {
        var current = Current();
        var same = current.Length == parameters.Length;
        for (var i = 0; same && i < current.Length; i++) same = ReferenceEquals(current[i].Parameter, parameters[i]);
        if (!same) Flatten(current);
    }

    private void Flatten((string Name, Parameter Parameter)[] current)
    {
        if (current.Length == 0) throw new ArgumentException($"{module.GetName()} has no trainable parameters to lay out in a vector.");
        var first = current[0].Parameter;
        foreach (var (name, parameter) in current)
        {
            if (parameter.dtype == first.dtype && parameter.device.IsSame(first.device)) continue;
            throw new ArgumentException(
                $"{current[0].Name} is {first.dtype} on {first.device} and {name} is {parameter.dtype} on {parameter.device}. " +
                "One vector holds one type on one device: move the whole network with to(…).");
        }

        using var scope = NewDisposeScope();
        using var still = no_grad();
        var pieces = new List<ParameterSlice>(current.Length);
        var offset = 0L;
        foreach (var (name, parameter) in current)
        {
            pieces.Add(new ParameterSlice(name, parameter.shape, offset, parameter.numel()));
            offset += parameter.numel();
        }
        slices = [.. pieces];
        count = offset;
        parameters = [.. current.Select(p => p.Parameter)];
        vector = empty(count, first.dtype, first.device).DetachFromDisposeScope();
        gradient = zeros(count, first.dtype, first.device).DetachFromDisposeScope();
        gradients = Split(gradient);
        var views = Split(vector);
        for (var i = 0; i < parameters.Length; i++)
        {
            gradients[i].DetachFromDisposeScope();
            views[i].copy_(parameters[i]);
            parameters[i].set_(views[i]);
            parameters[i].grad = gradients[i];
        }
    }

    /// <summary>Makes every parameter's gradient a view again: <c>module.zero_grad()</c> drops them.</summary>
    private void AttachGradients()
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        for (var i = 0; i < parameters.Length; i++)
        {
            var own = parameters[i].grad;
            if (own is null) gradients[i].zero_();
            else gradients[i].copy_(own); // returns at once where it is the view itself
            parameters[i].grad = gradients[i];
        }
    }
}
