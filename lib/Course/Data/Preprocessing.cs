using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// An affine map of inputs that is fitted to the training data and then applied to all: centring, scaling, principal components, whitening
/// (lecture L1, "Fix the scaling", "PCA and whitening"; L0).
/// </summary>
/// <remarks>
/// Fitted in float64 with a covariance that divides by N. Whitened training data have the covariance matrix 1 where the lecture's
/// <c>X_rot/(S + ε)</c>, with singular values S of X, leaves 1/N; and ε stands with the variance, under the root.
/// </remarks>
public sealed class Preprocessing
{
    private const long ChunkSize = 4096;
    private readonly Tensor mean;   // [D]
    private readonly Tensor? scale; // [D], what the centred inputs are divided by
    private readonly Tensor? basis; // [D, K], what they are then multiplied by
    private readonly bool keepsShape;
    private readonly string name;

    private Preprocessing(string name, Tensor mean, Tensor variances, Tensor? scale = null, Tensor? basis = null, bool keepsShape = true)
    {
        (this.name, this.mean, this.scale, this.basis, this.keepsShape) = (name, mean, scale, basis, keepsShape);
        Variances = variances;
        foreach (var kept in (Tensor?[])[mean, variances, scale, basis]) kept?.DetachFromDisposeScope();
    }

    /// <summary>
    /// The training data's variances before the map, float64: those of the features, <c>[D]</c>, and for principal components and
    /// whitening those along the principal directions, the eigenvalues of the covariance matrix, largest first, <c>[K]</c>.
    /// </summary>
    public Tensor Variances { get; }

    /// <summary>Centring: <c>x − μ</c>.</summary>
    /// <param name="train">The training data, inputs <c>[N, …]</c> with D elements a sample.</param>
    /// <returns>The map, <c>[N, …] → [N, …]</c>.</returns>
    /// <exception cref="ArgumentException">The data are empty, hold whole numbers, or values that are not finite.</exception>
    public static Preprocessing Center(Dataset train)
    {
        using var scope = NewDisposeScope();
        var (mean, variances) = Moments(train);
        return new("centring", mean, variances);
    }

    /// <summary>Centring and scaling: <c>(x − μ)/σ</c>, feature by feature; a feature that never changes becomes 0.</summary>
    /// <param name="train">The training data, inputs <c>[N, …]</c> with D elements a sample.</param>
    /// <returns>The map, <c>[N, …] → [N, …]</c>.</returns>
    /// <exception cref="ArgumentException">The data are empty, hold whole numbers, or values that are not finite.</exception>
    public static Preprocessing Standardize(Dataset train)
    {
        using var scope = NewDisposeScope();
        var (mean, variances) = Moments(train);
        var changes = variances.gt(1e-14 * mean.square()); // below that it is rounding
        return new("standardization", mean, variances, where(changes, variances, ones_like(variances)).sqrt());
    }

    /// <summary>Principal components: <c>Vᵀ(x − μ)</c>, with the K directions of largest variance in the columns of V.</summary>
    /// <param name="train">The training data, inputs <c>[N, …]</c> with D elements a sample.</param>
    /// <param name="components">K, from 1 to D; all D if left out.</param>
    /// <returns>The map, <c>[N, …] → [N, K]</c>.</returns>
    /// <exception cref="ArgumentException">The data are empty, hold whole numbers, or values that are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many components.</exception>
    public static Preprocessing Pca(Dataset train, long? components = null)
    {
        using var scope = NewDisposeScope();
        var (mean, values, vectors) = PrincipalDirections(train);
        var count = components ?? values.numel();
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(components));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, values.numel(), nameof(components));
        return new("principal components", mean, values.narrow(0, 0, count), basis: vectors.narrow(1, 0, count), keepsShape: false);
    }

    /// <summary>Whitening along the principal directions: <c>(Λ + ε)^−½ Vᵀ(x − μ)</c>; components are uncorrelated and of variance 1.</summary>
    /// <param name="train">The training data, inputs <c>[N, …]</c> with D elements a sample.</param>
    /// <param name="epsilon">ε, a variance, which keeps directions without variance from being blown up.</param>
    /// <returns>The map, <c>[N, …] → [N, D]</c>.</returns>
    /// <exception cref="ArgumentException">The data are empty, hold whole numbers, or values that are not finite; or ε is 0 and a direction has no variance.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
    public static Preprocessing PcaWhiten(Dataset train, double epsilon = 1e-5)
    {
        using var scope = NewDisposeScope();
        var (mean, values, vectors) = PrincipalDirections(train);
        return new("PCA whitening", mean, values, basis: vectors * Gains(values, epsilon), keepsShape: false);
    }

    /// <summary>
    /// Whitening that turns back: <c>V (Λ + ε)^−½ Vᵀ(x − μ)</c>, of all whitenings the one that changes the inputs least, so that images
    /// still look like images (zero-phase components; Bell and Sejnowski, 1997).
    /// </summary>
    /// <param name="train">The training data, inputs <c>[N, …]</c> with D elements a sample.</param>
    /// <param name="epsilon">ε, a variance, which keeps directions without variance from being blown up.</param>
    /// <returns>The map, <c>[N, …] → [N, …]</c>.</returns>
    /// <exception cref="ArgumentException">The data are empty, hold whole numbers, or values that are not finite; or ε is 0 and a direction has no variance.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
    public static Preprocessing ZcaWhiten(Dataset train, double epsilon = 1e-5)
    {
        using var scope = NewDisposeScope();
        var (mean, values, vectors) = PrincipalDirections(train);
        return new("ZCA whitening", mean, values, basis: (vectors * Gains(values, epsilon)).mm(vectors.t()));
    }

    /// <summary>Maps a data set: the training data, or any other of the same shape.</summary>
    /// <param name="data">The data.</param>
    /// <returns>A data set of mapped inputs and the same targets.</returns>
    /// <exception cref="ArgumentException">A sample has another number of elements than those fitted.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(Apply(data.Inputs), data.Targets, data.ClassNames);
    }

    /// <summary>Maps inputs.</summary>
    /// <param name="inputs">Inputs, floating-point <c>[N, …]</c> with D elements a sample.</param>
    /// <returns>The mapped inputs, of the same type and on the same device.</returns>
    /// <exception cref="ArgumentException">They are not floating-point, or a sample has another number of elements than those fitted.</exception>
    public Tensor Apply(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!inputs.is_floating_point() || inputs.dim() < 2 || inputs.numel() != inputs.shape[0] * mean.numel())
        {
            throw new ArgumentException(
                $"The {name} was fitted to samples of {mean.numel()} floating-point numbers; the inputs are {inputs.dtype} [{string.Join(", ", inputs.shape)}].", nameof(inputs));
        }
        using var scope = NewDisposeScope();
        var x = inputs.reshape(-1, mean.numel()) - Like(mean);
        if (scale is not null) x = x / Like(scale);
        if (basis is not null) x = x.mm(Like(basis));
        return (keepsShape ? x.reshape(inputs.shape) : x).MoveToOuterDisposeScope();

        Tensor Like(Tensor fitted) => fitted.to(inputs.dtype, inputs.device);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{name} of {mean.numel()} features";

    /// <summary>Mean and variance of each feature, in two passes: the second about the mean, so that little is lost to rounding.</summary>
    private static (Tensor Mean, Tensor Variances) Moments(Dataset train)
    {
        Require(train);
        var mean = Sum(train, x => x.sum(dim: 0)) / train.Count;
        if (!mean.isfinite().all().ToBoolean())
            throw new ArgumentException("The data hold values that are infinite or not a number. Remove or replace those samples.", nameof(train));
        return (mean, Sum(train, x => (x - mean).square().sum(dim: 0)) / train.Count);
    }

    private static (Tensor Mean, Tensor Values, Tensor Vectors) PrincipalDirections(Dataset train)
    {
        var (mean, _) = Moments(train);
        var covariance = Sum(train, x => (x - mean).t().mm(x - mean)) / train.Count;
        var (values, vectors) = linalg.eigh(covariance);
        (values, vectors) = (values.flip(0).clamp_min(0), vectors.flip(1));
        // An eigenvector's sign is arbitrary; its largest element is made positive so that machines agree.
        var largest = vectors.gather(0, vectors.abs().argmax(0, keepdim: true));
        return (mean, values, vectors * largest.sign());
    }

    private static Tensor Gains(Tensor variances, double epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        var flat = variances.le(1e-14 * variances[0]).sum().ToInt64();
        if (epsilon == 0 && flat > 0)
        {
            throw new ArgumentException(
                $"{flat} of {variances.numel()} principal directions have no variance and cannot be scaled to 1. Give an ε above 0, such as 1e-5, or use fewer components.", nameof(epsilon));
        }
        return (variances + epsilon).rsqrt();
    }

    /// <summary>A sum over the samples, taken in chunks in float64.</summary>
    private static Tensor Sum(Dataset train, Func<Tensor, Tensor> term)
    {
        Tensor? sum = null;
        foreach (var chunk in train.Chunks(ChunkSize))
        {
            using var scope = NewDisposeScope();
            using var still = no_grad();
            var part = term(chunk.Inputs.reshape(chunk.Size, -1).@double()).MoveToOuterDisposeScope();
            sum = sum is null ? part : sum.add_(part);
        }
        return sum!;
    }

    private static void Require(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Count > 0 && train.Inputs.is_floating_point() && train.Inputs.dim() > 1) return;
        throw new ArgumentException(
            $"A map of inputs is fitted to at least one sample of floating-point numbers, [N, …]; the inputs are {train.Inputs.dtype} [{string.Join(", ", train.Inputs.shape)}].", nameof(train));
    }
}
