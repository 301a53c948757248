using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// A chunk's Hessian for linear layers with activations between them, by Pearlmutter's operator <c>R{·} = d/dr (·)(w + rv)</c> (1994, section 4), with all
/// that does not depend on v computed once: <c>R{z_k} = h_{k−1}V_kᵀ + R{h_{k−1}}W_kᵀ</c> and <c>R{h_k} = σ'∘R{z_k}</c> on the way up, and on the way down
/// <c>R{δ_k} = σ'∘(R{δ_{k+1}}W_{k+1} + δ_{k+1}V_{k+1}) + σ''∘(δ_{k+1}W_{k+1})∘R{z_k}</c> and <c>R{∇W_k} = R{δ_k}ᵀh_{k−1} + δ_kᵀR{h_{k−1}}</c>.
/// </summary>
/// <remarks>It multiplies the same matrices as autograd does, but inputs that are mostly zeros over the other numbers alone, and passes over the activations half as often in between.</remarks>
internal sealed class PerceptronGraph : ChunkGraph
{
    private readonly Level[] levels;
    private readonly OutputLoss loss;

    private PerceptronGraph(Level[] levels, OutputLoss loss) => (this.levels, this.loss) = (levels, loss);

    /// <summary>Records a chunk; null where the network is no such chain, or the loss has penalties.</summary>
    public static PerceptronGraph? TryRecord(NetworkObjective network, Batch chunk)
    {
        if (network.Penalties.Count > 0 || PerceptronChain.Of(network.Module) is not { } chain) return null;
        var modules = chain.Modules;
        var linears = modules.OfType<Linear>().ToArray();
        Parameter?[] inLinears = [.. linears.SelectMany(linear => new[] { linear.weight, linear.bias }).Where(parameter => parameter is not null)];
        if (!inLinears.SequenceEqual(network.Parameters.Parameters, ReferenceEqualityComparer.Instance)) return null; // frozen, shared, or in other layers

        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        if (chain.InputOfFirst(chunk.Inputs) is not { } h) return null;
        var steps = new List<(Tensor Input, Linear Linear, Tensor Sum, Tensor? Slope)>();
        for (var i = 0; i < modules.Count;)
        {
            var linear = (Linear)modules[i++];
            var input = h.detach();
            var sum = linear.call(input).detach().requires_grad_();
            h = sum.clone(); // an activation may work in place
            var start = i;
            for (; i < modules.Count && modules[i] is not Linear; i++) h = modules[i].call(h);
            var slope = i == start ? null : autograd.grad([h], [sum], [ones_like(h)], retain_graph: true, create_graph: true)[0];
            steps.Add((input, linear, sum, slope));
        }
        var loss = new OutputLoss(network, h, chunk.Targets);
        var levels = new Level[steps.Count];
        var delta = loss.Gradient ?? zeros_like(h).detach(); // by the outputs of the level, then by its sums
        for (var k = steps.Count - 1; k >= 0; k--)
        {
            var (input, linear, sum, slope) = steps[k];
            var bend = slope is { requires_grad: true } ? autograd.grad([slope], [sum], [delta], allow_unused: true)[0] : null;
            if (bend is not null && (bend.IsInvalid || bend.count_nonzero().ToInt64() == 0)) bend = null; // piecewise linear
            if (slope is not null) delta = slope.detach() * delta;
            levels[k] = new(input, linear.weight.detach(), linear.bias is not null, slope?.detach(), bend, delta);
            levels[k].Keep();
            if (k > 0) delta = delta.mm(linear.weight.detach());
        }
        return new(levels, loss);
    }

    public override IReadOnlyList<Tensor> Multiply(Tensor[] directions, bool keep)
    {
        var (weights, biases) = (new Tensor[levels.Length], new Tensor?[levels.Length]); // V
        for (var (k, i) = (0, 0); k < levels.Length; k++)
        {
            weights[k] = directions[i++];
            biases[k] = levels[k].HasBias ? directions[i++] : null;
        }
        var below = new Tensor?[levels.Length + 1]; // R{h} of the level below; none below the first
        var bent = new Tensor?[levels.Length]; // σ''∘(δW)∘R{z}
        for (var k = 0; k < levels.Length; k++)
        {
            var level = levels[k];
            var sum = level.InputTimes(weights[k], keep);
            if (biases[k] is { } bias) sum.add_(bias);
            if (below[k] is { } moved) sum.addmm_(moved, level.Weight.t());
            if (level.Bend is not null) bent[k] = level.Bend * sum;
            below[k + 1] = level.Slope is null ? sum : sum.mul_(level.Slope);
        }

        var products = new Stack<Tensor>(); // from the last parameter to the first
        var back = loss.Hessian(below[^1]!) ?? zeros_like(below[^1]!);
        for (var k = levels.Length - 1; k >= 0; k--)
        {
            var level = levels[k];
            if (level.Slope is not null) back.mul_(level.Slope);
            if (bent[k] is { } term) back.add_(term);
            if (level.HasBias) products.Push(back.sum([0L]));
            var ofWeight = level.TimesInput(back);
            if (below[k] is { } moved) ofWeight.addmm_(level.Delta.t(), moved);
            products.Push(ofWeight);
            if (k > 0) back = back.mm(level.Weight).addmm_(level.Delta, weights[k]);
        }
        return [.. products];
    }

    public override void Dispose()
    {
        Array.ForEach(levels, level => level.Dispose());
        loss.Dispose();
    }

    /// <summary>A linear layer with its activations, <c>h_k = σ(z_k)</c>, <c>z_k = h_{k−1}W_kᵀ + b_k</c>: h_{k−1} <c>[N, D]</c>, W_k, σ', σ''∘∂f/∂h_k and ∂f/∂z_k, each <c>[N, U]</c>.</summary>
    private sealed record Level(Tensor Input, Tensor Weight, bool HasBias, Tensor? Slope, Tensor? Bend, Tensor Delta) : IDisposable
    {
        private SparseInput? sparse;
        private bool? isSparse;

        private IEnumerable<Tensor> Tensors => new[] { Input, Weight, Slope, Bend, Delta }.OfType<Tensor>();

        /// <summary><c>h_{k−1}Vᵀ</c>, <c>[N, U]</c>. To take the input apart costs as much as some products save, so that it is done where more follow.</summary>
        public Tensor InputTimes(Tensor v, bool keep)
        {
            if (keep && (isSparse ??= SparseInput.Pays(Input, Weight.shape[0]))) sparse ??= SparseInput.Of(Input);
            return sparse?.Times(v) ?? Input.mm(v.t());
        }

        /// <summary><c>δᵀh_{k−1}</c>, <c>[U, D]</c>.</summary>
        public Tensor TimesInput(Tensor delta) => sparse?.TransposedTimes(delta) ?? delta.t().mm(Input);

        public void Keep()
        {
            foreach (var tensor in Tensors) tensor.DetachFromDisposeScope();
        }

        public void Dispose()
        {
            foreach (var tensor in Tensors) tensor.Dispose();
        }
    }
}
