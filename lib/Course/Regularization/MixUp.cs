using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>Mix-up (Zhang et al., "mixup: beyond empirical risk minimization", 2018): training on blends of samples.</summary>
public static class MixUp
{
    /// <summary>
    /// Blends each sample of a batch with another one of it, targets too: <c>x̃ = λx + (1 − λ)x′</c>, <c>ỹ = λy + (1 − λ)y′</c>, with one λ ~ Beta(α, α) for the
    /// batch, as in the authors' code. <see cref="Objectives.Losses.CrossEntropy"/> takes such targets.
    /// </summary>
    /// <param name="batch">Inputs <c>[B, …]</c> with class numbers, int64 <c>[B]</c>.</param>
    /// <param name="random">What the blend depends on, on the batch's device.</param>
    /// <param name="alpha">α &gt; 0: near 0 blends little, 1 takes every share alike; the paper's is 0.1 to 0.4 for ImageNet.</param>
    /// <param name="classes">The number of classes, C.</param>
    /// <returns>A new batch with the classes' shares as targets, <c>[B, C]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">α or the number of classes is not positive.</exception>
    /// <exception cref="ArgumentException">The targets are not class numbers, int64 <c>[B]</c>, or the generator is on another device.</exception>
    public static Batch MixedUp(this Batch batch, Generator random, double alpha, long classes)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(random);
        if (!(alpha > 0) || !double.IsFinite(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Mix-up's α is a positive number, such as 0.2.");
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (batch.Targets.dtype != ScalarType.Int64 || batch.Targets.dim() != 1)
        {
            throw new ArgumentException(
                $"Mix-up needs class numbers, int64 [B]; targets are {batch.Targets.dtype} [{string.Join(", ", batch.Targets.shape)}].", nameof(batch));
        }
        if (!random.device.IsSame(batch.Inputs.device))
            throw new ArgumentException($"The batch is on {batch.Inputs.device} and the generator on {random.device}. Make it with Augmentation.RandomOf(seed, step, device).", nameof(random));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        if (batch.Targets.max().ToInt64() >= classes || batch.Targets.min().ToInt64() < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes, $"The class numbers go from {batch.Targets.min().ToInt64()} to {batch.Targets.max().ToInt64()}; with {classes} classes they go from 0 to {classes - 1}.");
        }
        var seed = randint(int.MaxValue, (long[])[1], int64, random.device, generator: random).ToInt64();
        var share = Beta(new RandomStream(seed), alpha);
        var partner = randperm(batch.Size, int64, random.device, generator: random);
        var targets = nn.functional.one_hot(batch.Targets, classes).to(batch.Inputs.dtype);
        return new Batch(Blend(batch.Inputs), Blend(targets));

        Tensor Blend(Tensor values) => (values * share + values.index_select(0, partner) * (1 - share)).MoveToOuterDisposeScope();
    }

    /// <summary>A number from Beta(α, α): the share of one of two numbers from Gamma(α) in their sum, by logarithms, since both may be too small for a double.</summary>
    private static double Beta(RandomStream random, double alpha)
    {
        var difference = LogGamma(random, alpha) - LogGamma(random, alpha);
        return 1 / (1 + Math.Exp(difference));
    }

    /// <summary>The logarithm of a number from Gamma(α) (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000, sections 3 and 6).</summary>
    private static double LogGamma(RandomStream random, double alpha)
    {
        // Gamma(α) is Gamma(α + 1) · U^(1/α), so that α ≥ 1 is enough.
        if (alpha < 1) return LogGamma(random, alpha + 1) + Math.Log(1 - random.NextDouble()) / alpha;
        var d = alpha - 1.0 / 3;
        while (true)
        {
            var x = random.NextGaussian();
            var v = Math.Pow(1 + x / Math.Sqrt(9 * d), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < x * x / 2 + d * (1 - v + Math.Log(v))) return Math.Log(d * v);
        }
    }
}
