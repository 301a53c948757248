using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// Climbs from w to where <c>f(w + Mu)</c> is large, with u in a ball or in the box [−1, 1]ⁿ: projected gradient ascent whose step is lengthened fourfold after a
/// gain and shortened fourfold after a loss. Where f is convex along the way no step is too long, and a long one is that of the power method.
/// </summary>
/// <param name="objective">f.</param>
/// <param name="w">The point, <c>[P]</c>.</param>
/// <param name="dimension">The length of u, n.</param>
/// <param name="spread">u to Mu.</param>
/// <param name="gather">g to Mᵀg.</param>
/// <param name="radius">The ball's radius; null for the box.</param>
internal sealed class Ascent(Objective objective, Tensor w, long dimension, Func<Tensor, Tensor> spread, Func<Tensor, Tensor> gather, double? radius)
{
    private const double ShortestStep = 1e-7; // of the set's size: float32 tells no gain from rounding below

    /// <summary>How often value and gradient were taken.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Climbs from u = 0 and from points drawn at random, and keeps the highest point of all.</summary>
    /// <returns>Mu <c>[P]</c> and f(w + Mu), at least f(w).</returns>
    public (Tensor Step, double Loss) Run(int steps, int restarts, long seed)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var best = Climb(zeros(dimension, w.dtype, w.device), steps);
        for (var restart = 1; restart <= restarts; restart++)
        {
            var found = Climb(Unit(new RandomStream(seed, restart).NextGaussians(dimension).to(w.dtype, w.device)), steps);
            if (found.Loss > best.Loss) best = found;
        }
        return (spread(best.U).MoveToOuterDisposeScope(), best.Loss);
    }

    private (Tensor U, double Loss) Climb(Tensor u, int steps)
    {
        using var scope = NewDisposeScope();
        var (loss, slope) = Evaluate(u);
        var length = 1.0;
        for (var step = 0; step < steps && length > ShortestStep && slope.count_nonzero().ToInt64() > 0; step++)
        {
            using var inner = NewDisposeScope();
            var trial = Project(u + Unit(slope).mul_(length));
            var (reached, next) = Evaluate(trial);
            if (reached > loss)
            {
                (u, slope, loss, length) = (trial.MoveToOuterDisposeScope(), next.MoveToOuterDisposeScope(), reached, 4 * length);
            }
            else
            {
                length /= 4;
            }
        }
        return (u.MoveToOuterDisposeScope(), loss);
    }

    private (double Loss, Tensor Slope) Evaluate(Tensor u)
    {
        using var scope = NewDisposeScope();
        Evaluations++;
        var (value, g) = objective.ValueAndGradient(w + spread(u));
        return (value.ToDouble(), gather(g).MoveToOuterDisposeScope());
    }

    /// <summary>A direction as long as the set is wide: to the sphere, or to a face of the box.</summary>
    private Tensor Unit(Tensor direction) => radius is { } ρ ? direction * (ρ / Float64.Norm(direction)) : direction / direction.abs().max();

    private Tensor Project(Tensor u)
    {
        if (radius is not { } ρ) return u.clamp(-1, 1);
        var norm = Float64.Norm(u);
        return norm > ρ ? u * (ρ / norm) : u;
    }
}
