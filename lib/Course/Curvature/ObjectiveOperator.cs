using System.Runtime.InteropServices;
using Course.Data;
using Course.Initialization;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A curvature matrix of an objective at a point: of a network's loss, the sum of what the chunks of its data add.</summary>
/// <remarks>
/// A network stays as it was when the operator was made: the point, the mode of each layer, batch norm's averages, and the random numbers that dropout
/// in <c>train()</c> draws (on the CPU; a GPU's generator cannot be read), so that all products belong to one matrix while training goes on; each product
/// leaves the network as it found it. Chunks are summed in float64.
/// <para>Not for use by several threads at once.</para>
/// </remarks>
public abstract class ObjectiveOperator : CurvatureOperator
{
    private const int Recorded = 3; // a layer's output, its derivative, and one more for what is computed between layers
    private readonly Tensor point;
    private readonly INetworkLoss? loss;
    private readonly (nn.Module Module, bool IsTraining)[] modes = [];
    private readonly Dictionary<string, Tensor> buffers = [];
    private readonly List<ChunkGraph> graphs = [];
    private Tensor? vector; // the storage that the kept graphs read the weights from
    private readonly Tensor? random;
    private Tensor? randomAfterGraphs;
    private double bytesOfSample = double.NaN;

    private protected ObjectiveOperator(Objective objective, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        loss = objective as INetworkLoss;
        var like = loss?.Network.Parameters.Vector ?? w;
        if (w.dim() != 1 || w.shape[0] != objective.Dimension || !w.is_floating_point() || w.dtype != like.dtype || !w.device.IsSame(like.device))
        {
            throw new ArgumentException(
                $"The objective has {objective.Dimension} parameters, so its curvature is taken at a vector [{objective.Dimension}]" +
                $"{(loss is null ? "" : $" of {like.dtype} on {like.device}")}; given {w.dtype} [{string.Join(", ", w.shape)}] on {w.device}.", nameof(w));
        }
        point = Copy(w);
        if (loss is null) return;
        var module = loss.Network.Module;
        modes = [(module, module.training), .. module.modules().Select(part => (part, part.training))];
        foreach (var (name, buffer) in module.named_buffers()) buffers[name] = Copy(buffer);
        random = get_rng_state().DetachFromDisposeScope();
    }

    /// <summary>
    /// How many bytes the recorded computations may take that are kept between products, 1 GiB unless set; the rest of the data is gone through anew
    /// for each product, which takes about twice as long.
    /// </summary>
    /// <remarks>
    /// A chunk of n samples is taken to need P + 3 n L numbers, where L is how many numbers the layers hand on for one sample: their outputs, the
    /// derivatives by them, and as many again; an input that is mostly zeros is kept a second time, in at most 16 bytes for each number that is not. Nothing is kept of a network with running averages, which training changes, or without layers to look at.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long GraphBudget
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(GraphBudget));
            field = value;
        }
    } = 1L << 30;

    /// <inheritdoc/>
    public override long Dimension => point.shape[0];

    /// <inheritdoc/>
    public override ScalarType DataType => point.dtype;

    /// <inheritdoc/>
    public override Device Device => point.device;

    /// <summary>The point w, <c>[P]</c>.</summary>
    private protected Tensor Point => point;

    /// <summary>Whether the objective is a network's loss.</summary>
    private protected bool IsNetwork => loss is not null;

    private protected void RequireNetwork(Objective objective)
    {
        if (IsNetwork) return;
        throw new ArgumentException(
            $"A {GetType().Name} is taken of a network's loss, a NetworkObjective or its On(batch); {objective.GetType().Name} is none. Take its HessianOperator.", nameof(objective));
    }

    /// <summary>Records what a chunk adds; the network is at the point.</summary>
    private protected abstract ChunkGraph Record(NetworkObjective network, Batch chunk);

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v) => loss!.Network.At(point, () =>
    {
        if (!ReferenceEquals(vector, loss.Network.Parameters.Vector)) Forget(); // the network was moved, and has other parameters
        try
        {
            return Sum(v);
        }
        catch (ExternalException) when (graphs.Count > 0) // a parameter was written to itself, not through the flat vector, and autograd refuses the graphs
        {
            Forget();
            return Sum(v);
        }
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            point.Dispose();
            random?.Dispose();
            foreach (var buffer in buffers.Values) buffer.Dispose();
        }
        base.Dispose(disposing);
    }

    private Tensor Sum(Tensor v)
    {
        var parameters = loss!.Network.Parameters;
        var chunks = loss.Chunks;
        var count = chunks.Sum(chunk => chunk.Size);
        var directions = parameters.Split(v.detach());
        using var still = no_grad();
        var sum = zeros(Dimension, chunks.Count == 1 ? DataType : float64, Device);
        var pieces = parameters.Split(sum);
        for (var i = 0; i < graphs.Count; i++) Add(graphs[i], chunks[i], keep: true);
        if (graphs.Count < chunks.Count) Rest();
        return sum.to(DataType);

        void Rest()
        {
            using var undisturbed = new Undisturbed(loss.Network.Module);
            PutState();
            for (var i = graphs.Count; i < chunks.Count; i++)
            {
                var fits = graphs.Count == i && Bytes(chunks.Take(i + 1)) <= GraphBudget;
                var graph = Record(loss.Network, chunks[i]);
                try
                {
                    if (fits) Keep(graph);
                    Add(graph, chunks[i], fits);
                }
                finally
                {
                    if (!fits) graph.Dispose();
                }
            }
        }

        void Add(ChunkGraph graph, Batch chunk, bool keep)
        {
            using var scope = NewDisposeScope();
            var products = graph.Multiply(directions, keep);
            for (var i = 0; i < products.Count; i++)
                if (!products[i].IsInvalid) pieces[i].add_(products[i], alpha: (double)chunk.Size / count);
        }
    }

    private void Keep(ChunkGraph graph)
    {
        graphs.Add(graph);
        vector = loss!.Network.Parameters.Vector;
        randomAfterGraphs?.Dispose();
        randomAfterGraphs = get_rng_state().DetachFromDisposeScope();
    }

    private void Forget()
    {
        graphs.ForEach(graph => graph.Dispose());
        graphs.Clear();
        randomAfterGraphs?.Dispose();
        randomAfterGraphs = null;
    }

    /// <summary>Puts the network, within a guard, into the state in which the operator found it.</summary>
    private void PutState()
    {
        foreach (var (module, isTraining) in modes) module.train(isTraining);
        foreach (var (name, buffer) in loss!.Network.Module.named_buffers()) buffer.copy_(buffers[name]);
        set_rng_state(randomAfterGraphs ?? random!);
    }

    private double Bytes(IEnumerable<Batch> chunks)
    {
        if (buffers.Values.Any(buffer => buffer.is_floating_point())) return double.PositiveInfinity;
        var first = chunks.First();
        if (double.IsNaN(bytesOfSample)) bytesOfSample = BytesOfSample(first);
        return chunks.Sum(chunk => Recorded * chunk.Size * bytesOfSample + Dimension * point.ElementSize);
    }

    private double BytesOfSample(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var undisturbed = new Undisturbed(loss!.Network.Module);
        var bytes = 0.0;
        try
        {
            LayerWalk.Run(loss.Network.Module, batch.Inputs.narrow(0, 0, 1), module => !module.children().Any(), (_, _, output) =>
            {
                bytes += output.numel() * output.ElementSize;
                return output;
            });
            return bytes;
        }
        catch (ArgumentException) // it has no layers to look at
        {
            return double.PositiveInfinity;
        }
    }

    private static Tensor Copy(Tensor values)
    {
        using var still = no_grad();
        return values.detach().clone().DetachFromDisposeScope();
    }
}
