using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// How strongly outputs answer to inputs, <c>λ/2 · (1/N) Σᵢ ‖J(xᵢ)‖²_F</c> with <c>J = ∂z/∂x</c>, <c>[C, D]</c> (Hoffman, Roberts and Yaida, "Robust learning with
/// Jacobian regularization", 2019, eq. 5; lecture L1, "Regularization to avoid overfitting"): a small Jacobian keeps the answer when the input is disturbed.
/// </summary>
/// <remarks>
/// With v uniform on the unit sphere of ℝᶜ, <c>C · E‖vᵀJ‖² = ‖J‖²_F</c>: a few random projections estimate, without bias, what would take C backward passes (the paper's
/// algorithm 1, one projection for each sample). They come from torch's random generator, as dropout's masks do, so that two evaluations differ;
/// for a function that is the same each time, such as a Hessian product needs, take the exact penalty. The lecture has no factor ½.
/// </remarks>
public sealed class JacobianPenalty : Penalty
{
    private readonly int? projections;

    /// <summary>Makes a penalty on the Jacobian.</summary>
    /// <param name="strength">λ, at least 0; the paper's is 0.01.</param>
    /// <param name="projections">The number of random projections for each sample, or null for the exact norm, by one backward pass for each of the C outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or the number of projections not positive.</exception>
    public JacobianPenalty(double strength, int? projections = 1) : base(strength)
    {
        if (projections < 1) throw new ArgumentOutOfRangeException(nameof(projections), projections, "Give at least one projection, or null for the exact norm.");
        this.projections = projections;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The inputs are not of a floating-point type, or the outputs are not <c>[N, C]</c>.</exception>
    public override Tensor Value(nn.Module<Tensor, Tensor> network, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Inputs.is_floating_point())
            throw new ArgumentException($"A Jacobian needs inputs that can be varied; these are {batch.Inputs.dtype}. Convert them with to(float32).", nameof(batch));
        var differentiated = is_grad_enabled();
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        var x = batch.Inputs.detach().requires_grad_();
        var z = network.call(x);
        if (z.dim() != 2)
            throw new ArgumentException($"The Jacobian penalty needs outputs [N, C]; the network gives [{string.Join(", ", z.shape)}]. Let it end with a Flatten.", nameof(network));
        var outputs = z.shape[1];
        Tensor[] directions = projections is { } count
            ? [.. Enumerable.Range(0, count).Select(_ => nn.functional.normalize(randn_like(z), dim: 1) * Math.Sqrt((double)outputs / count))]
            : [.. Enumerable.Range(0, (int)outputs).Select(c => OneHot(z, c))];
        var sum = zeros([], z.dtype, z.device);
        foreach (var v in directions)
        {
            if (!z.requires_grad) break;
            var projection = autograd.grad([z], [x], [v], retain_graph: true, create_graph: differentiated, allow_unused: true)[0]; // vᵀJ, [N, …]
            if (!projection.IsInvalid) sum = sum + projection.square().sum();
        }
        return sum.mul(Strength / 2 / batch.Size).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Jacobian {Strength:G3}");

    private static Tensor OneHot(Tensor like, long column)
    {
        var direction = zeros_like(like);
        direction.select(1, column).fill_(1);
        return direction;
    }
}
