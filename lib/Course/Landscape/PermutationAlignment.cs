using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// One solution's neurons renumbered so that its weights come close to another's: the function that the network computes stays the same, and the barrier
/// between the two, on the straight line, is often much lower (Ainsworth, Hayase and Srinivasa, "Git Re-Basin: merging models modulo permutation symmetries", 2023, algorithm 1).
/// </summary>
/// <remarks>
/// Weight matching: hidden layer by hidden layer, in random order, the permutation that makes ‖a − b‖ smallest while the other layers' stay is found exactly, by
/// <see cref="LinearAssignment"/>; this is repeated until no layer changes. The result is a local optimum: another seed may give another.
/// Running averages of batch normalization are no weights and are not renumbered; <see cref="LossLine"/> estimates them anew.
/// </remarks>
public sealed class PermutationAlignment
{
    private PermutationAlignment(Tensor weights, IReadOnlyList<IReadOnlyList<long>> permutations, int sweeps, double before, double after) =>
        (Weights, Permutations, Sweeps, DistanceBefore, Distance) = (weights, permutations, sweeps, before, after);

    /// <summary>The other solution with its neurons renumbered, <c>[P]</c>.</summary>
    public Tensor Weights { get; }

    /// <summary>For each hidden layer which neuron of the other solution stands at each place now.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Permutations { get; }

    /// <summary>How often all layers were gone through.</summary>
    public int Sweeps { get; }

    /// <summary>The distance ‖a − b‖ before.</summary>
    public double DistanceBefore { get; }

    /// <summary>The distance ‖a − b‖ with the neurons renumbered.</summary>
    public double Distance { get; }

    /// <summary>Renumbers the neurons of one solution to match another's.</summary>
    /// <param name="objective">The network, a chain of linear layers and convolutions with activations, pooling and normalization by channels between, such as an <see cref="Models.Mlp"/>.</param>
    /// <param name="reference">The solution that stays, a, <c>[P]</c>.</param>
    /// <param name="other">The solution whose neurons are renumbered, b, <c>[P]</c>; it is copied.</param>
    /// <param name="seed">What the order of the layers depends on.</param>
    /// <returns>The renumbered solution.</returns>
    /// <exception cref="ArgumentException">The network is no plain chain, or a solution is not a vector of P finite numbers of its type.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static PermutationAlignment Of(NetworkObjective objective, Tensor reference, Tensor other, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var a = WeightVectors.Copy(reference, nameof(reference), objective.Dimension, objective.Parameters.Vector);
        var b = WeightVectors.Copy(other, nameof(other), objective.Dimension, a);
        var chain = NeuronChain.Of(objective);
        var before = Float64.Distance(a, b);
        var rounding = 1e-12 * Float64.Norm(a) * Float64.Norm(b); // a gain below it is none, and would never end
        var permutations = Enumerable.Range(0, chain.Count).Select(layer => Enumerable.Range(0, (int)chain.Width(layer, b)).Select(i => (long)i).ToArray()).ToArray();
        var (sweeps, changed, random) = (0, true, new RandomStream(seed));
        while (changed)
        {
            (changed, sweeps) = (false, sweeps + 1);
            foreach (var layer in random.NextPermutation(chain.Count))
            {
                RunningCell.Cancellation.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                // ‖a − Πb‖² = ‖a‖² + ‖b‖² − 2 Σᵢ ⟨aᵢ, b_π(i)⟩, with all that belongs to a neuron in its row.
                var gains = chain.Neurons((int)layer, a).mm(chain.Neurons((int)layer, b).t());
                var best = LinearAssignment.Maximize(gains);
                var gain = gains.gather(1, tensor(best, device: gains.device).unsqueeze(1)).sum() - gains.diag().sum();
                if (gain.ToDouble() <= rounding) continue;
                chain.Renumber((int)layer, b, best);
                permutations[layer] = [.. best.Select(i => permutations[layer][i])];
                changed = true;
            }
        }
        return new PermutationAlignment(b, permutations, sweeps, before, Float64.Distance(a, b));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Permutations.Count} hidden layers renumbered in {Sweeps} sweeps: distance {DistanceBefore:G4} before, {Distance:G4} after");
}
