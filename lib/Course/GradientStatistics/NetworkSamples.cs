using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The samples of a network's loss, in evaluation mode. Layers tell their gradients where they can, which is confirmed each time with the gradient of one
/// sample alone: it differs where parameters are used outside of their layers, where a layer mixes samples, and where the loss is no mean. Else the samples go one by one.
/// </summary>
internal sealed class NetworkSamples(INetworkLoss loss) : SampleSource
{
    private readonly NetworkObjective network = loss.Network;
    private bool? isOnePass;
    private bool isChecked, areCopied;

    public override long Count => loss.Chunks.Sum(chunk => chunk.Size);

    public override bool IsOnePass => isOnePass == true;

    public override bool AreCopied => areCopied;

    public override void Each(Tensor w, Func<GradientChunk, long, bool> use) => At(w, () =>
    {
        var first = 0L;
        foreach (var batch in loss.Chunks)
        {
            using var scope = NewDisposeScope();
            var chunk = Gradients(batch, w);
            if (!use(chunk, first)) chunk.Dispose();
            first += batch.Size;
        }
    });

    public override Tensor? Penalty(Tensor w)
    {
        if (network.Penalties.Count == 0) return null;
        var sum = zeros_like(w);
        At(w, () =>
        {
            var count = Count;
            foreach (var batch in loss.Chunks)
            {
                using var scope = NewDisposeScope();
                var penalties = network.Penalties.Select(penalty => penalty.Value(network.Module, batch)).Aggregate((one, other) => one + other);
                sum.add_(Flat(penalties), alpha: (double)batch.Size / count);
            }
        });
        return sum;
    }

    private void At(Tensor w, Action use) => network.At(w, () =>
    {
        using var guard = new Undisturbed(network.Module);
        using var tracking = enable_grad();
        use();
        return tensor(0);
    }).Dispose();

    private GradientChunk Gradients(Batch batch, Tensor w)
    {
        if (isOnePass != false && LayerwiseChunk.Of(network, batch) is { } told)
        {
            areCopied |= told.IsCopied;
            if (isOnePass ??= IsConfirmed(told, batch)) return told;
            told.Dispose();
        }
        if (isOnePass == true || !isChecked) RequireMean(batch);
        (isOnePass, isChecked) = (false, true);
        return new SingleSamples(batch.Size, w, i => Flat(LossAlone(batch, i)));
    }

    /// <summary>Whether the sample with the largest gradient has, alone, the gradient that the layers tell.</summary>
    private bool IsConfirmed(LayerwiseChunk told, Batch batch)
    {
        using var norms = told.SquaredNorms();
        var largest = norms.argmax().ToInt64();
        var norm = norms[largest].ToDouble();
        if (!double.IsFinite(norm)) return true;
        using var scope = NewDisposeScope();
        var alone = Gradients(LossAlone(batch, largest)).Sum(gradient => Math.Pow(linalg.vector_norm(gradient).ToDouble(), 2));
        var tolerance = network.Parameters.Vector.dtype switch { ScalarType.Float64 => 1e-7, ScalarType.Float32 => 1e-3, _ => 0.1 };
        return Math.Abs(alone - norm) <= tolerance * norm;
    }

    private Tensor LossAlone(Batch batch, long sample)
    {
        using var tracking = enable_grad();
        var one = new Batch(batch.Inputs.narrow(0, sample, 1), batch.Targets.narrow(0, sample, 1));
        return network.Loss(network.Module.call(one.Inputs), one.Targets);
    }

    /// <summary>The gradient of a scalar by all parameters, <c>[P]</c>.</summary>
    private Tensor Flat(Tensor scalar) => cat([.. Gradients(scalar).Select(gradient => gradient.reshape(-1))]);

    /// <summary>The gradient of a scalar by each parameter.</summary>
    private Tensor[] Gradients(Tensor scalar)
    {
        Tensor[] parameters = [.. network.Parameters.Parameters];
        if (!scalar.requires_grad) return [.. parameters.Select(parameter => zeros_like(parameter))];
        var gradients = autograd.grad([scalar], parameters, allow_unused: true);
        using var still = no_grad();
        return [.. gradients.Select((gradient, i) => gradient.IsInvalid ? zeros_like(parameters[i]) : gradient.is_sparse ? zeros_like(parameters[i]).add_(gradient) : gradient)];
    }

    /// <summary>Throws unless the loss of a batch is the mean of its samples' losses.</summary>
    private void RequireMean(Batch batch)
    {
        var (together, mean) = network.LossAndParts(batch, new Dataset(batch.Inputs, batch.Targets).Chunks(1));
        if (!(Math.Abs(together - mean) > 1e-3 * Math.Max(Math.Abs(together), Math.Abs(mean)) + 1e-6)) return; // a loss that is no number passes: so do its gradients
        throw new InvalidOperationException(FormattableString.Invariant(
            $"Per-sample gradients are not defined here: the loss of {batch.Size} samples together is {together:G6} and the mean of their losses one by one {mean:G6}. ") +
            "The loss must be the mean over the samples, without class weights, and no layer may mix samples, as batch norm does without running statistics.");
    }
}
