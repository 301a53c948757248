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
    private FlatLayout layout;

    /// <summary>Lays a network's trainable parameters out in one vector. Their values stay; gradients start at zero.</summary>
    /// <param name="module">The network.</param>
    /// <exception cref="ArgumentException">It has no trainable parameters, or they differ in type or device.</exception>
    public FlatParameters(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        this.module = module;
        layout = new FlatLayout(Current());
    }

    /// <summary>All parameters, <c>[P]</c>: the storage that the network's own parameters are views of.</summary>
    public Tensor Vector => Layout.Vector;

    /// <summary>All gradients, <c>[P]</c>: the storage that <c>backward()</c> accumulates into.</summary>
    public Tensor Gradient
    {
        get
        {
            Layout.AttachGradients();
            return layout.Gradient;
        }
    }

    /// <summary>The number of parameters, P.</summary>
    public long Count => Layout.Count;

    /// <summary>Where each parameter lies in the vector, in the network's order.</summary>
    public IReadOnlyList<ParameterSlice> Slices => Layout.Slices;

    /// <summary>The network's own trainable parameters, views of <see cref="Vector"/>, in the order of <see cref="Slices"/>.</summary>
    public IReadOnlyList<Parameter> Parameters => Layout.Parameters;

    /// <summary>Cuts a flat vector into views of the parameters' shapes, in the order of <see cref="Slices"/>.</summary>
    /// <param name="flat">A vector, <c>[P]</c>, such as a step or an eigenvector of the Hessian.</param>
    /// <returns>Views of it, one a parameter.</returns>
    /// <exception cref="ArgumentException">It is not of length P.</exception>
    public Tensor[] Split(Tensor flat)
    {
        ArgumentNullException.ThrowIfNull(flat);
        if (flat.dim() != 1 || flat.shape[0] != Count)
            throw new ArgumentException($"The network has {Count} parameters; the vector to split has the shape [{string.Join(", ", flat.shape)}].", nameof(flat));
        return layout.Split(flat);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} parameters in {Slices.Count} tensors, {Vector.dtype} on {Vector.device}";

    /// <summary>How the parameters lie now. Finding out means a walk through the network, so what needs several of these takes them from here.</summary>
    internal FlatLayout Layout
    {
        get
        {
            var current = Current();
            return layout.IsOf(current) ? layout : layout = new FlatLayout(current);
        }
    }

    private (string Name, Parameter Parameter)[] Current()
    {
        var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance); // a parameter shared by two layers counts once
        (string, Parameter)[] current = [.. module.named_parameters().Where(p => p.parameter.requires_grad && seen.Add(p.parameter))];
        return current.Length > 0 ? current : throw new ArgumentException($"{module.GetName()} has no trainable parameters to lay out in a vector.");
    }
}
