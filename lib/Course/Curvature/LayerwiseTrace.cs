using Course.Data;
using Course.GradientStatistics;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The trace of a network's Hessian from its layers' inputs and back-propagated derivatives, without a product with the Hessian. Where each parameter enters through
/// its layer alone, once, the outputs' second derivative by a single parameter θ comes from activations alone, and
/// <c>tr H = (1/N) Σᵢ (Σ_c σ_c ‖Jᵢᵀ s_ic‖² + Σ_m Σ_k φ″(x_mk) δ_mk ‖∂x_mk/∂θ‖²)</c>:
/// the Gauss–Newton trace, with s_c the factors of the loss' Hessian; and of each activation m, <c>a = φ(x)</c>, its second derivative times <c>δ = ∂ℓ/∂a</c>. In a
/// piecewise linear network φ″ = 0 and the trace is Gauss–Newton's, exactly.
/// </summary>
/// <remarks>
/// The first sum takes a backward pass for each output, from outputs to layers. The second is the mean of <c>‖(∂x/∂θ)ᵀ u‖²</c> over random signs of
/// <c>u = ±√|φ″δ|</c>, drawn for each sample and unit by itself (for positive and negative φ″δ apart): an average over N samples already, so that a few
/// draws are precise. Per-sample squared norms come from layers as for per-sample gradients (Goodfellow 2015).
/// </remarks>
internal sealed class LayerwiseTrace
{
    private const int FirstDraws = 8; // enough for a variance
    private const long LargestHessians = 10_000_000; // elements of the loss' Hessians at a time: 80 MB
    private readonly NetworkObjective network;
    private readonly Batch[] pieces;
    private readonly long count;
    private readonly bool areChunks; // the loss of a chunk is the mean of its pieces'
    private readonly Generator generator;
    private double gaussNewton;
    private bool isCurved;

    private LayerwiseTrace(INetworkLoss loss, Generator generator)
    {
        (network, this.generator) = (loss.Network, generator);
        var outputs = 1L;
        using (no_grad())
        using (var first = new Batch(loss.Chunks[0].Inputs.narrow(0, 0, 1), loss.Chunks[0].Targets.narrow(0, 0, 1)))
        using (var z = network.Module.call(first.Inputs)) outputs = Math.Max(1, z.numel());
        var size = Math.Max(1, LargestHessians / (outputs * outputs));
        pieces = [.. loss.Chunks.SelectMany(chunk => chunk.Size <= size ? [chunk] : new Dataset(chunk.Inputs, chunk.Targets).Chunks(size))];
        count = pieces.Sum(piece => piece.Size);
        areChunks = pieces.Length == loss.Chunks.Count || IsTheirMean(loss.Chunks[0]);
    }

    /// <summary>Takes the trace.</summary>
    /// <param name="loss">The mean loss of a network in evaluation mode.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="precision">The wanted half width of the interval, relative to the value.</param>
    /// <param name="seed">What the signs depend on.</param>
    /// <param name="limit">The largest number of draws.</param>
    /// <returns>The trace; null where the network, its loss or its penalties are of another kind.</returns>
    public static TraceEstimate? Of(INetworkLoss loss, Tensor w, double precision, long seed, long limit)
    {
        TraceEstimate? trace = null;
        loss.Network.At(w, () =>
        {
            using var generator = new Generator(new RandomStream(seed).NextBits(), w.device);
            trace = new LayerwiseTrace(loss, generator).Run(precision, limit);
            return empty(0);
        }).Dispose();
        return trace;
    }

    private TraceEstimate? Run(double precision, long limit)
    {
        if (!areChunks || PenaltyTrace() is not { } penalties || !LayerwiseCheck.Holds(network, pieces[0])) return null;
        var draws = new double[Math.Min(FirstDraws, limit)];
        foreach (var piece in pieces)
            if (!Add(piece, draws, isFirst: true)) return null;
        var exact = gaussNewton / count + penalties;
        if (!isCurved) return new(exact, exact, exact, 0) { IsReached = true };
        var sample = new SampleMean(draws.Select(draw => draw / count));
        while (true)
        {
            var value = exact + sample.Mean;
            var (half, aim) = (sample.HalfWidth, precision * Math.Abs(value));
            if (half <= aim || sample.Count >= limit) return new(value, value - half, value + half, 0) { IsReached = half <= aim };
            draws = new double[(long)Math.Clamp(Math.Ceiling(sample.CountFor(aim)) - sample.Count, 1, limit - sample.Count)];
            foreach (var piece in pieces) Add(piece, draws, isFirst: false);
            foreach (var draw in draws) sample.Add(draw / count);
        }
    }

    /// <summary>Whether a chunk's loss is the mean of its pieces' losses; a sum over the samples is not.</summary>
    private bool IsTheirMean(Batch chunk)
    {
        var size = 0L;
        var (together, mean) = network.LossAndParts(chunk, pieces.TakeWhile(piece => (size += piece.Size) <= chunk.Size));
        return together != 0 && Math.Abs(together - mean) <= 1e-3 * Math.Abs(together);
    }

    /// <summary>The penalties' part: L2's is λ for each weight, L1's is zero; null where there are others.</summary>
    private double? PenaltyTrace()
    {
        if (!network.Penalties.All(penalty => penalty is L2Penalty or L1Penalty)) return null;
        double weights = network.Parameters.Parameters.Where(parameter => parameter.dim() > 1).Sum(parameter => parameter.numel());
        return network.Penalties.OfType<L2Penalty>().Sum(penalty => penalty.Strength) * weights;
    }

    /// <summary>Adds the samples' Gauss–Newton traces, once, and a draw of their activations' part to each of the draws.</summary>
    private bool Add(Batch piece, double[] draws, bool isFirst)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        using var walk = NetworkWalk.Run(network, piece);
        if (LossCurvature.Of(network.Loss, walk.Outputs, piece.Targets) is not { } loss) return false;
        if (isFirst)
        {
            foreach (var (vectors, signs) in loss.Factors)
            {
                using var inner = NewDisposeScope();
                gaussNewton += signs.dot(walk.SquaredNorms([walk.Outputs], [vectors.to(walk.Outputs.dtype)])).ToDouble();
            }
        }
        if (walk.Curvatures(loss.Gradient.to(walk.Outputs.dtype)) is not { } curvatures) return false;
        if (curvatures.Count == 0) return true;
        isCurved = true;
        Tensor[] inputs = [.. curvatures.Select(curvature => curvature.Input)];
        Tensor[] above = [.. curvatures.Select(curvature => curvature.Diagonal.clamp_min(0).sqrt())];
        Tensor[] below = [.. curvatures.Select(curvature => curvature.Diagonal.neg().clamp_min(0).sqrt())];
        for (var i = 0; i < draws.Length; i++)
        {
            using var inner = NewDisposeScope();
            draws[i] += Draw(above) - Draw(below);
        }
        return true;

        double Draw(Tensor[] roots) => walk.SquaredNorms(inputs, [.. roots.Select(root =>
            randint(0, 2, root.shape, root.dtype, root.device, generator: generator).mul_(2).sub_(1).mul_(root))]).sum().ToDouble();
    }
}
