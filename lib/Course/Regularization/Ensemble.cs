using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// Several networks that answer together: a classifier whose probabilities are the mean of theirs, <c>p̄ = (1/M) Σₘ softmax(zₘ)</c>
/// (lecture L4, "Snapshot ensembles").
/// </summary>
/// <remarks>
/// Its outputs are <c>log p̄</c>, which are scores like any classifier's: their softmax is p̄, the largest is the answer, and cross-entropy takes them.
/// The networks are used in the mode that they are in; <c>eval()</c> sets all.
/// </remarks>
public sealed class Ensemble : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> networks;

    /// <summary>Makes an ensemble.</summary>
    /// <param name="networks">The networks, <c>[N, …] → [N, C]</c>, at least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Ensemble(params IEnumerable<nn.Module<Tensor, Tensor>> networks) : base(nameof(Ensemble))
    {
        ArgumentNullException.ThrowIfNull(networks);
        nn.Module<Tensor, Tensor>[] members = [.. networks];
        if (members.Length == 0) throw new ArgumentException("An ensemble needs at least one network.", nameof(networks));
        this.networks = nn.ModuleList(members);
        RegisterComponents();
    }

    /// <summary>Whether the networks' outputs themselves are averaged, <c>(1/M) Σₘ zₘ</c>: for regression, or for the geometric mean of probabilities.</summary>
    public bool AveragesOutputs { get; init; }

    /// <summary>The ensemble's outputs.</summary>
    /// <param name="input">Inputs, <c>[N, …]</c>.</param>
    /// <returns>Outputs, <c>[N, C]</c>: log p̄, or the mean of the networks' outputs.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var outputs = stack([.. networks.Select(network => network.call(input))]); // [M, N, C]
        var together = AveragesOutputs ? outputs.mean([0]) : nn.functional.log_softmax(outputs, 2).logsumexp(0) - Math.Log(networks.Count);
        return together.MoveToOuterDisposeScope();
    }
}
