using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The gradients of single samples, <c>gᵢ = ∇ℓ(w; xᵢ, yᵢ)</c>, of which only norms, products and sums are made: in a network of linear, convolution, embedding and batch normalization
/// layers they follow, exactly, from each layer's inputs and the derivatives by its outputs, in one backward pass that forms no parameter's gradient
/// (Goodfellow, "Efficient per-example gradient computations", 2015; for convolutions Rochette et al. 2019 and Bu et al. 2022).
/// </summary>
/// <remarks>
/// A network is measured in evaluation mode: batch norm's training mode mixes samples. Penalties are no part of gᵢ: all samples share them. Where other layers have
/// parameters, and where layers share theirs, the samples are gone through one by one, which gives the same figures many times slower
/// (<see cref="IsOnePass"/> tells). Samples beyond the objective's chunk size are gone through anew for each figure, so that memory stays bounded.
/// </remarks>
public sealed class PerSampleGradients : IDisposable
{
    private readonly SampleSource source;
    private readonly Tensor point;
    private readonly List<GradientChunk> kept = [];
    private Tensor? mean, penalty;
    private double? meanSquared;

    private PerSampleGradients(SampleSource source, Tensor point)
    {
        (this.source, this.point) = (source, point.DetachFromDisposeScope());
        Count = source.Count;
        SquaredNorms = zeros(Count, ScalarType.Float64, point.device).DetachFromDisposeScope();
    }

    /// <summary>Takes gradients that are there already, of all samples at the weights that the network has had.</summary>
    internal PerSampleGradients(SampleSource source, Tensor point, IReadOnlyList<GradientChunk> chunks, Tensor mean, Tensor? penalty, double? meanSquared = null) : this(source, point)
    {
        (this.mean, this.penalty, this.meanSquared) = (mean.DetachFromDisposeScope(), penalty?.DetachFromDisposeScope(), meanSquared);
        kept.AddRange(chunks);
        using var scope = NewDisposeScope();
        Each((chunk, first) => SquaredNorms.narrow(0, first, chunk.Size).copy_(chunk.SquaredNorms()));
    }

    /// <summary>The number of samples, N.</summary>
    public long Count { get; }

    /// <summary>The number of parameters, P.</summary>
    public long Dimension => point.shape[0];

    /// <summary>Whether one backward pass told all, instead of one for each sample.</summary>
    public bool IsOnePass => kept.Count > 0 || source.IsOnePass;

    /// <summary>‖gᵢ‖² of each sample, float64 <c>[N]</c>.</summary>
    public Tensor SquaredNorms { get; }

    /// <summary>The mean gradient <c>ḡ = (1/N) Σ gᵢ</c>, without penalties, <c>[P]</c>.</summary>
    public Tensor Mean => mean ??= Combine(full([Count], 1.0 / Count, ScalarType.Float64, point.device)).DetachFromDisposeScope();

    /// <summary>The gradient's total variance, <c>tr Σ = 1/(N−1) Σ ‖gᵢ − ḡ‖²</c>: the trace of the covariance of a single sample's gradient, without bias.</summary>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public double CovarianceTrace
    {
        get
        {
            RequireSpread();
            return Math.Max(0, (SumOfSquares - Count * MeanSquared) / (Count - 1));
        }
    }

    /// <summary>The squared norm of the true gradient, penalties included, without bias: <c>|G|² = ‖∇f‖² − tr Σ / N</c>. Near a minimum it may be negative.</summary>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public double GradientSquared
    {
        get
        {
            if (Penalty is null) return MeanSquared - CovarianceTrace / Count;
            using var g = Gradient();
            return Float64.Dot(g, g) - CovarianceTrace / Count;
        }
    }

    /// <summary>
    /// Gradient diversity, <c>Σ ‖gᵢ‖² / ‖Σ gᵢ‖²</c> (Yin et al., "Gradient diversity", 2018, definition 1): 1/N where all samples pull the same way, 1 where they are
    /// orthogonal. Batches of up to N times it speed training up nearly in proportion (theorem 3).
    /// </summary>
    public double Diversity => SumOfSquares / ((double)Count * Count * MeanSquared);

    /// <summary>Takes the gradients of an objective's samples.</summary>
    /// <param name="objective">A mean over samples: a network's loss, whole or on a batch, or another <see cref="DatasetObjective"/>.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The gradients at that point, also when the weights go on; dispose it to free what it keeps.</returns>
    /// <exception cref="ArgumentException">The objective is no mean over samples, or the point does not fit.</exception>
    /// <exception cref="InvalidOperationException">The loss is not the mean of its samples' losses, so that they have no gradients of their own.</exception>
    public static PerSampleGradients Of(Objective objective, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        if (w.dim() != 1 || w.shape[0] != objective.Dimension || !w.is_floating_point())
            throw new ArgumentException($"The objective has {objective.Dimension} parameters; the point is {w.dtype} [{string.Join(", ", w.shape)}].", nameof(w));
        var samples = new PerSampleGradients(SampleSource.Of(objective), w.detach().clone());
        using var scope = NewDisposeScope();
        samples.source.Each(w, (chunk, first) =>
        {
            samples.SquaredNorms.narrow(0, first, chunk.Size).copy_(chunk.SquaredNorms());
            if (chunk.Size < samples.Count || chunk is not LayerwiseChunk) return false;
            samples.kept.Add(chunk);
            return true;
        });
        return samples;
    }

    /// <summary>Products with a vector, gᵢ·v.</summary>
    /// <param name="v">The vector, <c>[P]</c>.</param>
    /// <returns>float64 <c>[N]</c>.</returns>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    public Tensor Dots(Tensor v)
    {
        ArgumentNullException.ThrowIfNull(v);
        if (v.dim() != 1 || v.shape[0] != Dimension)
            throw new ArgumentException($"The gradients have {Dimension} elements; the vector has the shape [{string.Join(", ", v.shape)}].", nameof(v));
        using var scope = NewDisposeScope();
        var like = v.to(point.dtype, point.device);
        var dots = zeros(Count, ScalarType.Float64, point.device);
        Each((chunk, first) => dots.narrow(0, first, chunk.Size).copy_(chunk.Dots(like)));
        return dots.MoveToOuterDisposeScope();
    }

    /// <summary>A sum of the gradients, each times a coefficient, <c>Σ cᵢ gᵢ</c>.</summary>
    /// <param name="coefficients">c, <c>[N]</c>.</param>
    /// <returns>The sum, <c>[P]</c>, of the point's type.</returns>
    /// <exception cref="ArgumentException">There is not one coefficient a sample.</exception>
    public Tensor Combine(Tensor coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.dim() != 1 || coefficients.shape[0] != Count)
            throw new ArgumentException($"There are {Count} samples; the coefficients have the shape [{string.Join(", ", coefficients.shape)}].", nameof(coefficients));
        using var scope = NewDisposeScope();
        var precise = coefficients.to(ScalarType.Float64, point.device);
        return Total((chunk, first, sum) => chunk.AddCombination(precise.narrow(0, first, chunk.Size), sum)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over the samples of each element's square, <c>(1/N) Σ gᵢⱼ²</c>.</summary>
    /// <returns><c>[P]</c>, of the point's type.</returns>
    public Tensor SecondMoments()
    {
        using var scope = NewDisposeScope();
        return Total((chunk, _, sum) => chunk.AddSquares(sum)).div_(Count).MoveToOuterDisposeScope();
    }

    /// <summary>The products of all gradients with each other, gᵢ·gⱼ.</summary>
    /// <returns>float64 <c>[N, N]</c>.</returns>
    /// <exception cref="InvalidOperationException">The samples are more than the objective's chunk size, or their gradients too many to be held together where that is needed.</exception>
    public Tensor Gram()
    {
        using var scope = NewDisposeScope();
        Tensor? gram = null;
        Each((chunk, _) =>
        {
            if (chunk.Size < Count)
                throw new InvalidOperationException($"A Gram matrix needs its {Count} samples in one piece, and they come in pieces of {chunk.Size}. Take fewer with On(batch), or a larger ChunkSize.");
            gram = chunk.Gram().DetachFromDisposeScope();
        });
        return gram!;
    }

    /// <summary>Frees what is kept.</summary>
    public void Dispose()
    {
        foreach (var chunk in kept) chunk.Dispose();
        foreach (var tensor in (Tensor?[])[SquaredNorms, point, mean, penalty]) tensor?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Count} gradients of {Dimension} parameters, norm {Math.Sqrt(SquaredNorms.mean().ToDouble()):G4} in the root mean square{(IsOnePass ? "" : ", one by one")}");

    /// <summary>The gradient of the penalties, <c>[P]</c>, which all samples share; null where there are none.</summary>
    internal Tensor? Penalty => penalty ??= source.Penalty(point)?.DetachFromDisposeScope();

    /// <summary>Whether the layers had to hand on copies of their outputs.</summary>
    internal bool AreCopied => source.AreCopied;

    /// <summary>∇f, penalties included, <c>[P]</c>.</summary>
    internal Tensor Gradient() => Penalty is null ? Mean.clone() : Mean + Penalty;

    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    internal void RequireSpread()
    {
        if (Count < 2) throw new InvalidOperationException("The spread of gradients needs at least two samples, and there is one. Take a larger batch.");
    }

    private double MeanSquared => meanSquared ??= Float64.Dot(Mean, Mean);

    private double SumOfSquares
    {
        get
        {
            using var sum = SquaredNorms.sum();
            return sum.ToDouble();
        }
    }

    private Tensor Total(Action<GradientChunk, long, Tensor> add)
    {
        var sum = zeros(Dimension, ScalarType.Float64, point.device);
        Each((chunk, first) => add(chunk, first, sum));
        return sum.to(point.dtype);
    }

    private void Each(Action<GradientChunk, long> use)
    {
        using var still = no_grad();
        if (kept.Count == 0)
        {
            source.Each(point, (chunk, first) =>
            {
                use(chunk, first);
                return false;
            });
            return;
        }
        var first = 0L;
        foreach (var chunk in kept)
        {
            use(chunk, first);
            first += chunk.Size;
        }
    }
}
