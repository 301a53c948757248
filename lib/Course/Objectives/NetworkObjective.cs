using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using Course.Data;
using Course.Models;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// The mean loss of a network on a data set as a function of the network's parameters,
/// <c>f(w) = (1/N) Σᵢ ℓ(network_w(xᵢ), yᵢ)</c>.
/// </summary>
/// <remarks>
/// The network's parameters become views of one vector, <see cref="Parameters"/>. Evaluated at that vector, or on the CPU in float32 at
/// a copy of it, nothing is copied; evaluated elsewhere the point is copied in and the network's own parameters are restored afterwards.
/// A data set larger than <see cref="ChunkSize"/> is gone through in chunks, so memory stays bounded; the value is summed
/// in float64. Not for use by several threads at once.
/// <para>The network is evaluated in the mode it is in. With dropout in <c>train()</c> each evaluation draws new masks, so that a value, a
/// gradient and a Hessian product taken one after another belong to different functions (value and gradient taken together to one). With batch
/// normalization in <c>train()</c> the loss depends on which samples share a chunk, and each evaluation moves the running averages. For a
/// function of w alone call <c>eval()</c> first.</para>
/// </remarks>
public sealed class NetworkObjective : DatasetObjective, INetworkLoss
{
    /// <summary>Makes an objective of a network, a loss and data.</summary>
    /// <param name="module">The network, <c>[N, …] → [N, C]</c>.</param>
    /// <param name="loss">Outputs and targets to their mean loss over the samples, such as <see cref="Losses.CrossEntropy"/>.</param>
    /// <param name="samples">The data, on the network's device.</param>
    /// <exception cref="ArgumentException">
    /// The network has no trainable parameters, is on another device than the data, does not make one output a sample, or scores C classes
    /// while a class number is not in 0…C−1.
    /// </exception>
    public NetworkObjective(nn.Module<Tensor, Tensor> module, Func<Tensor, Tensor, Tensor> loss, Dataset samples) : base(samples)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(loss);
        Module = module;
        LossFunction = loss;
        Parameters = new FlatParameters(module);
        if (!Parameters.Vector.device.IsSame(samples.Device))
        {
            throw new ArgumentException(
                $"The network is on {Parameters.Vector.device} and the data on {samples.Device}. Move one: network.to(device) or data.To(device).", nameof(samples));
        }
        RequireFit(samples);
    }

    /// <summary>The network.</summary>
    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Outputs and targets to their mean loss over the samples, without penalties.</summary>
    public Func<Tensor, Tensor, Tensor> LossFunction { get; }

    /// <summary>The network's parameters as one vector.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>Terms that are added to the loss, on every batch: <c>{ Penalties = { new L2Penalty(1e-4) } }</c>.</summary>
    public Collection<Penalty> Penalties { get; } = [];

    /// <summary>How many samples go through the network at a time, of the whole data and of a batch: the gradients of the pieces are accumulated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int ChunkSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(ChunkSize));
            field = value;
        }
    } = 4096; // activations of a thousand units then take 16 MB a layer

    /// <inheritdoc/>
    public override long Dimension => Parameters.Count;

    /// <inheritdoc/>
    /// <remarks>The value carries no graph.</remarks>
    public override Tensor Value(Tensor w) => At(w, () => Value(Samples.Chunks(ChunkSize)));

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient) => ValueAndGradient(w, gradient, () => Samples.Chunks(ChunkSize));

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v) => HessianVectorProduct(w, v, () => Samples.Chunks(ChunkSize));

    /// <inheritdoc/>
    public override Objective On(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new BatchObjective(this, batch);
    }

    private Tensor Value(IEnumerable<Batch> chunks)
    {
        using var still = no_grad();
        var (sum, count) = (0.0, 0L);
        foreach (var chunk in chunks)
        {
            using var scope = NewDisposeScope();
            sum += Loss(chunk).ToDouble() * chunk.Size;
            count += chunk.Size;
        }
        return tensor(sum / count, device: Samples.Device);
    }

    private Tensor ValueAndGradient(Tensor w, Tensor gradient, Func<IEnumerable<Batch>> chunks) => At(w, layout =>
    {
        // A gradient that is asked for elsewhere, by an instrument say, leaves the network's own as it is.
        var isOwn = ReferenceEquals(gradient, layout.Gradient);
        if (isOwn) layout.AttachGradients();
        else RequireVector(gradient, nameof(gradient));
        var pieces = isOwn ? layout.Gradients : layout.Split(gradient);
        Batch[] parts = [.. chunks()];
        if (parts.Length == 1) return Differentiate(parts[0], layout, (i, g) => _ = g switch
        {
            null => pieces[i].zero_(),
            { is_sparse: true } => pieces[i].zero_().add_(g), // an embedding's, which cannot be copied
            _ => pieces[i].copy_(g),
        });

        using var still = no_grad();
        gradient.zero_();
        var (sum, count) = (0.0, parts.Sum(chunk => chunk.Size));
        foreach (var chunk in parts)
        {
            using var inner = NewDisposeScope();
            var value = Differentiate(chunk, layout, (i, g) => _ = g is null ? null : pieces[i].add_(g, alpha: (double)chunk.Size / count));
            sum += value.ToDouble() * chunk.Size;
        }
        return tensor(sum / count, device: Samples.Device);
    });

    /// <summary>The loss on a batch; hands on the gradient of each parameter, null for one that the loss does not use.</summary>
    private Tensor Differentiate(Batch batch, FlatLayout layout, Action<int, Tensor?> take)
    {
        using var tracking = enable_grad();
        var value = Loss(batch);
        // Not by backward(), which adds to a gradient that was set to zero: two passes over all parameters more.
        var gradients = value.requires_grad ? autograd.grad([value], layout.Parameters, allow_unused: true) : null;
        using var still = no_grad();
        for (var i = 0; i < layout.Parameters.Length; i++) take(i, gradients?[i] is { IsInvalid: false } g ? g : null);
        return value.detach();
    }

    private Tensor HessianVectorProduct(Tensor w, Tensor v, Func<IEnumerable<Batch>> chunks)
    {
        RequireVector(v, nameof(v), Parameters.Vector);
        return At(w, layout =>
        {
            using var tracking = enable_grad();
            var parameters = layout.Parameters;
            var directions = layout.Split(v.detach());
            var product = zeros_like(layout.Vector);
            var pieces = layout.Split(product);
            var parts = chunks().ToArray();
            var count = parts.Sum(chunk => chunk.Size);
            foreach (var chunk in parts)
            {
                using var inner = NewDisposeScope();
                var value = Loss(chunk);
                if (!value.requires_grad) continue;
                var gradients = autograd.grad([value], parameters, retain_graph: true, create_graph: true, allow_unused: true);
                RequireDense(gradients);
                // A parameter that the loss does not use, or is linear in, has no second derivative.
                int[] curved = [.. Enumerable.Range(0, parameters.Length).Where(i => !gradients[i].IsInvalid && gradients[i].requires_grad)];
                if (curved.Length == 0) continue;
                var products = autograd.grad(
                    [.. curved.Select(i => gradients[i])], parameters, [.. curved.Select(i => directions[i])], allow_unused: true);
                using var still = no_grad();
                for (var i = 0; i < parameters.Length; i++)
                    if (!products[i].IsInvalid) pieces[i].add_(products[i], alpha: (double)chunk.Size / count);
            }
            return product;
        });
    }

    NetworkObjective INetworkLoss.Network => this;

    IReadOnlyList<Batch> INetworkLoss.Chunks => [.. Samples.Chunks(ChunkSize)];

    /// <summary>Throws where a gradient is sparse, as that of a sparse embedding is: autograd does not differentiate it along a vector.</summary>
    internal static void RequireDense(IEnumerable<Tensor> gradients)
    {
        if (gradients.Any(gradient => !gradient.IsInvalid && gradient.is_sparse))
            throw new InvalidOperationException("An embedding of the network has sparse gradients, which cannot be differentiated again. Make it with sparse: false.");
    }

    /// <summary>The mean loss of a batch, penalties included, with its graph where gradients are tracked.</summary>
    internal Tensor Loss(Batch batch) => Penalties.Aggregate(Loss(Module.call(batch.Inputs), batch.Targets), (sum, penalty) => sum + penalty.Value(Module, batch));

    /// <summary>The mean loss of outputs, without penalties.</summary>
    internal Tensor Loss(Tensor outputs, Tensor targets)
    {
        var loss = LossFunction(outputs, targets)
            ?? throw new InvalidOperationException("The loss function returned null. It gives the mean loss over the samples, such as Losses.CrossEntropy(outputs, targets).");
        if (loss.numel() != 1)
            throw new InvalidOperationException($"The loss has the shape [{string.Join(", ", loss.shape)}]; it must be one number, the mean over the samples. End it with mean().");
        return loss;
    }

    /// <summary>A batch's loss, without penalties, and the mean of its parts' losses by their sizes, which is the same where the loss is a mean over the samples and no layer mixes them.</summary>
    internal (double Together, double Mean) LossAndParts(Batch batch, IEnumerable<Batch> parts)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        double LossOf(Batch some) => Loss(Module.call(some.Inputs), some.Targets).ToDouble();
        return (LossOf(batch), parts.Sum(part => LossOf(part) * part.Size / batch.Size));
    }

    /// <summary>Throws unless the network takes the samples and class numbers have scores, before a native error does so at some later step.</summary>
    internal void RequireFit(Dataset samples)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var mode = new Undisturbed(Module); // in which dropout draws no random numbers and batch normalization learns nothing
        var count = Math.Min(2, samples.Count);
        var outputs = Outputs(samples.Inputs.narrow(0, 0, count));
        if (outputs.dim() == 0 || outputs.shape[0] != count)
        {
            throw new ArgumentException(
                $"The network must give one output a sample, [N, …]; for {count} samples of [{string.Join(", ", samples.SampleShape)}] it gives [{string.Join(", ", outputs.shape)}].");
        }
        var targets = samples.Targets;
        if (targets.dtype != ScalarType.Int64 || targets.dim() != 1 || outputs.dim() != 2) return;
        var (low, high, classes) = (targets.min().ToInt64(), targets.max().ToInt64(), outputs.shape[1]);
        if (low >= 0 && high < classes) return;
        throw new ArgumentException(
            $"The network scores {classes} classes, numbered 0 to {classes - 1}; the class numbers given go from {low} to {high}. Give the network an output for each class, and number the classes from 0.");
    }

    private Tensor Outputs(Tensor inputs)
    {
        try
        {
            return Module.call(inputs);
        }
        catch (ExternalException error)
        {
            throw new ArgumentException(
                $"The network does not take {inputs.dtype} inputs of the shape [{string.Join(", ", inputs.shape)}]: {error.Message.Split('\n')[0].TrimEnd('.')}. " +
                "Reshape or convert the data, for example with inputs.@float(), or change the network's first layer.", error);
        }
    }

    /// <summary>Evaluates with the network's parameters at w, then restores them.</summary>
    internal Tensor At(Tensor w, Func<Tensor> evaluate) => At(w, _ => evaluate());

    private Tensor At(Tensor w, Func<FlatLayout, Tensor> evaluate)
    {
        using var scope = NewDisposeScope();
        var layout = Parameters.Layout;
        var vector = layout.Vector;
        if (ReferenceEquals(w, vector) || Float32.AreSame(w, vector)) return evaluate(layout).MoveToOuterDisposeScope();

        RequireVector(w, nameof(w));
        if (w.dtype != vector.dtype || !w.device.IsSame(vector.device))
        {
            throw new ArgumentException(
                $"The network is {vector.dtype} on {vector.device}, the point w is {w.dtype} on {w.device}. Convert the point with w.to(…) or the network.", nameof(w));
        }
        var saved = vector.clone();
        Put(w);
        try
        {
            return evaluate(layout).MoveToOuterDisposeScope();
        }
        finally
        {
            Put(saved);
        }

        void Put(Tensor values)
        {
            using var still = no_grad();
            vector.copy_(values);
        }
    }

    private sealed class BatchObjective(NetworkObjective whole, Batch batch) : Objective, INetworkLoss
    {
        NetworkObjective INetworkLoss.Network => whole;

        IReadOnlyList<Batch> INetworkLoss.Chunks => [.. Chunks];

        public override long Dimension => whole.Dimension;

        private IEnumerable<Batch> Chunks => batch.Size <= whole.ChunkSize ? [batch] : new Dataset(batch.Inputs, batch.Targets).Chunks(whole.ChunkSize);

        public override Tensor Value(Tensor w) => whole.At(w, () => whole.Value(Chunks));

        public override Tensor ValueAndGradient(Tensor w, Tensor gradient) => whole.ValueAndGradient(w, gradient, () => Chunks);

        public override Tensor HessianVectorProduct(Tensor w, Tensor v) => whole.HessianVectorProduct(w, v, () => Chunks);
    }
}
