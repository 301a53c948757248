using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// One layer of a recorded pass: its input a and its output z. With the derivatives δ = ∂L/∂z they tell the derivatives of L by the layer's parameters sample
/// by sample, which no one need form (Goodfellow, "Efficient per-example gradient computations", 2015).
/// </summary>
/// <remarks>Here L is what δ was taken of, for example Σᵢ ℓᵢ; where it is their mean, gradients are smaller by N and squared norms by N².</remarks>
internal abstract class LayerRecord : IDisposable
{
    private protected const long Elements = 1 << 20; // of what is made at a time: 4 MB stay in a core's cache

    private readonly int weightIndex, biasIndex;

    /// <summary>Takes what a layer was given and gave.</summary>
    /// <param name="parameters">Where its weight and its bias stand among the network's trainable parameters; −1 for one that is none of them.</param>
    /// <param name="input">Its input, without a graph.</param>
    /// <param name="output">Its output, with its graph.</param>
    protected LayerRecord((int Weight, int Bias) parameters, Tensor input, Tensor output)
    {
        (weightIndex, biasIndex) = parameters;
        (Input, Output, OutputShape) = (input, output, output.shape);
    }

    /// <summary>The layer's input a, <c>[N, …]</c>, without a graph.</summary>
    public Tensor Input { get; }

    /// <summary>The layer's output z, <c>[N, …]</c>, in the graph of what follows: δ is taken by it.</summary>
    public Tensor Output { get; }

    /// <summary>The shape of z, also when z itself has been freed.</summary>
    public long[] OutputShape { get; }

    /// <summary>The number of samples, N.</summary>
    public long Count => Input.shape[0];

    /// <summary>A record of a linear, convolution, embedding or batch normalization layer.</summary>
    public static LayerRecord Of(nn.Module layer, (int Weight, int Bias) parameters, Tensor input, Tensor output) => layer switch
    {
        Linear when input.dim() == 2 => new LinearRecord(parameters, input, output),
        Linear => new SequenceRecord(parameters, input, output),
        Conv2d convolution => new ConvolutionRecord(convolution, parameters, input, output),
        Embedding embedding => new EmbeddingRecord(embedding, parameters, input, output),
        BatchNorm normalization => new NormalizationRecord(normalization, parameters, input, output),
        _ => throw new ArgumentException($"A {layer.GetName()} is not recorded.", nameof(layer)),
    };

    /// <summary>Whether such layers are recorded, in the mode that they are in.</summary>
    public static bool Takes(nn.Module layer) => layer is Linear or Conv2d or Embedding || layer is BatchNorm normalization && NormalizationRecord.Takes(normalization);

    /// <summary>The squared norms of the samples' gradients by the layer's parameters, float64 <c>[N]</c>.</summary>
    public Tensor SquaredNorms(Tensor δ)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return SquaredNorms(Precise(δ), weightIndex >= 0, biasIndex >= 0).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the samples' gradients' products with a vector, cut into the parameters' shapes, to <paramref name="dots"/>, float64 <c>[N]</c>.</summary>
    public void AddDots(Tensor δ, Tensor[] pieces, Tensor dots)
    {
        using var scope = NewDisposeScope();
        δ = Precise(δ);
        if (weightIndex >= 0) dots.add_(WeightDots(δ, Precise(pieces[weightIndex])));
        if (biasIndex >= 0) dots.add_(BiasGradients(δ).mv(Precise(pieces[biasIndex])));
    }

    /// <summary>Adds the sum of the samples' gradients, each times its weight, to a vector that is cut into the parameters' shapes.</summary>
    public void AddCombination(Tensor δ, Tensor weights, Tensor[] pieces)
    {
        using var scope = NewDisposeScope();
        δ = Precise(δ);
        weights = weights.to(δ.dtype);
        if (weightIndex >= 0) pieces[weightIndex].add_(WeightCombination(δ, weights).view(pieces[weightIndex].shape));
        if (biasIndex >= 0) pieces[biasIndex].add_(weights.unsqueeze(0).mm(BiasGradients(δ)).squeeze(0));
    }

    /// <summary>Adds the sum of the samples' gradients, squared element by element, to a vector that is cut into the parameters' shapes.</summary>
    public void AddSquares(Tensor δ, Tensor[] pieces)
    {
        using var scope = NewDisposeScope();
        δ = Precise(δ);
        if (weightIndex >= 0) pieces[weightIndex].add_(WeightSquares(δ).view(pieces[weightIndex].shape));
        if (biasIndex >= 0) pieces[biasIndex].add_(BiasGradients(δ).square().sum(0L));
    }

    /// <summary>Adds the products of the samples' gradients with each other to <paramref name="gram"/>, float64 <c>[N, N]</c>.</summary>
    public void AddGram(Tensor δ, Tensor gram)
    {
        using var scope = NewDisposeScope();
        δ = Precise(δ);
        if (weightIndex >= 0) gram.add_(WeightGram(δ));
        if (biasIndex >= 0) gram.add_(Gram(BiasGradients(δ)));
    }

    /// <summary>Frees input and output.</summary>
    public virtual void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    /// <summary>The squared norms of the gradients by weight, bias or both, float64 <c>[N]</c>.</summary>
    protected virtual Tensor SquaredNorms(Tensor δ, bool ofWeight, bool ofBias)
    {
        if (!ofBias) return WeightNorms(δ);
        var norms = Norms(BiasGradients(δ));
        return ofWeight ? norms.add_(WeightNorms(δ)) : norms;
    }

    /// <summary>How many samples' weight gradients are made at a time.</summary>
    protected abstract long AtOnce { get; }

    /// <summary>Some samples' gradients by the weight, <c>[n, elements]</c>.</summary>
    protected abstract Tensor WeightGradients(Tensor δ, long first, long count);

    /// <summary>The samples' gradients by the bias, <c>[N, units]</c>: δ summed over a sample's positions.</summary>
    protected abstract Tensor BiasGradients(Tensor δ);

    /// <summary>float64 <c>[N]</c>.</summary>
    protected virtual Tensor WeightNorms(Tensor δ) => BySample(δ, Norms);

    /// <summary><c>[N]</c>.</summary>
    protected virtual Tensor WeightDots(Tensor δ, Tensor v) => BySample(δ, gradients => gradients.mv(v.reshape(-1)));

    /// <summary>The weight's elements, in any shape.</summary>
    protected virtual Tensor WeightCombination(Tensor δ, Tensor weights) =>
        Sum(δ, (gradients, first) => weights.narrow(0, first, gradients.shape[0]).unsqueeze(0).mm(gradients).squeeze(0));

    /// <summary>The weight's elements, in any shape.</summary>
    protected virtual Tensor WeightSquares(Tensor δ) => Sum(δ, (gradients, _) => gradients.square().sum(0L));

    /// <summary>float64 <c>[N, N]</c>.</summary>
    protected virtual Tensor WeightGram(Tensor δ) => Gram(WeightGradients(δ, 0, Count));

    /// <summary>The squared norms of rows, float64.</summary>
    protected static Tensor Norms(Tensor rows) => linalg.vector_norm(rows, 2, [1]).to(ScalarType.Float64).pow_(2);

    /// <summary>The products of rows with each other, in float64.</summary>
    protected static Tensor Gram(Tensor rows)
    {
        var precise = rows.reshape(rows.shape[0], -1).to(ScalarType.Float64);
        return precise.mm(precise.t());
    }

    /// <summary>Half-precision numbers in float32: their products would round too coarsely.</summary>
    protected static Tensor Precise(Tensor values) => values.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? values.to(ScalarType.Float32) : values;

    /// <summary>A number for each sample, from so many of their gradients at a time.</summary>
    protected Tensor BySample(Tensor δ, Func<Tensor, Tensor> number)
    {
        var numbers = empty(Count, ScalarType.Float64, device: δ.device);
        Each(δ, (gradients, first) => numbers.narrow(0, first, gradients.shape[0]).copy_(number(gradients)));
        return numbers;
    }

    private Tensor Sum(Tensor δ, Func<Tensor, long, Tensor> part)
    {
        Tensor? sum = null;
        Each(δ, (gradients, first) =>
        {
            var more = part(gradients, first);
            if (sum is null) sum = more.MoveToOuterDisposeScope();
            else sum.add_(more);
        });
        return sum!;
    }

    private void Each(Tensor δ, Action<Tensor, long> use)
    {
        for (var first = 0L; first < Count; first += AtOnce)
        {
            using var scope = NewDisposeScope();
            use(WeightGradients(δ, first, Math.Min(AtOnce, Count - first)), first);
        }
    }
}
