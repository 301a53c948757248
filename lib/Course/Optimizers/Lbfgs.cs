using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// L-BFGS with a line search for the strong Wolfe conditions (Liu and Nocedal, "On the limited memory BFGS method", 1989; Nocedal and Wright,
/// "Numerical optimization", 2006, algorithms 7.4 and 7.5; lectures L1, L3): <c>w ← w + t d</c> with <c>d = −B g</c>, where B
/// approximates the inverse Hessian from the last steps <c>s</c> and the changes of the gradient <c>y</c> over them, and is never formed.
/// </summary>
/// <remarks>
/// η is the step length tried first; 1 is right but for a step without pairs, the first one, which begins with <c>η min(1, 1/‖g‖₁)</c>, as in PyTorch. A pair is
/// kept if <c>yᵀs &gt; 10⁻¹⁰</c>. Both gradients of a pair are of the objective that the step is given, so that on batches y does not mix the
/// change of the weights with that of the batch. Each trial step costs a gradient; a trainer takes one more where it ended.
/// </remarks>
public sealed class Lbfgs : UpdateRule
{
    /// <summary>How many pairs (s, y) are kept, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int HistorySize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(HistorySize));
            field = value;
        }
    } = 10;

    /// <summary>The step length t of the last step; 0 where the search found none and w was left as it was.</summary>
    public double StepLength { get; private set; }

    /// <inheritdoc/>
    protected override void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate)
    {
        using var scope = NewDisposeScope();
        var d = Direction(g);
        var slope = Dot(g, d);
        StepLength = 0;
        if (!(slope < 0))
        {
            Pairs.zero_(); // at a stationary point, or B is no good: the next step begins along −g
            return;
        }
        var from = w.clone();
        var (first, size) = (Pairs.ToInt64() == 0 ? Math.Min(1, 1 / g.abs().sum().ToDouble()) : 1, d.abs().max().ToDouble());

        WolfeTrial Evaluate(double t)
        {
            w.copy_(from).add_(d, alpha: t); // w + t d
            var gradient = zeros_like(g);
            var reached = objective.ValueAndGradient(w, gradient).ToDouble();
            return new WolfeTrial(t, reached, Dot(gradient, d), gradient);
        }

        var start = new WolfeTrial(0, value, slope, g.clone());
        var search = new WolfeSearch(Evaluate, start) { Resolution = 1e-9 / size };
        var found = search.Find(learningRate * first);
        StepLength = found.Step;
        w.copy_(from).add_(d, alpha: found.Step); // w ← w + t d
        if (found.Step > 0) Remember(found.Step * d, found.Gradient - start.Gradient);
        else Pairs.zero_();
    }

    /// <inheritdoc/>
    public override string ToString() => "L-BFGS";

    /// <summary>d = −B g by the two loops of algorithm 7.4, with B₀ = sᵀy / yᵀy · I of the newest pair.</summary>
    private Tensor Direction(Tensor g)
    {
        var (S, Y, pairs) = (Kept("s", g, HistorySize), Kept("y", g, HistorySize), Pairs.ToInt64());
        var newestFirst = Enumerable.Range(1, (int)Math.Min(pairs, HistorySize)).Select(back => (pairs - back) % HistorySize)
            .Select(row => (S: S[row], Y: Y[row], YS: Dot(Y[row], S[row]))).ToArray();
        var α = new double[newestFirst.Length];
        var d = -g;
        for (var i = 0; i < newestFirst.Length; i++)
        {
            var (s, y, ys) = newestFirst[i];
            α[i] = Dot(s, d) / ys;
            d.add_(y, alpha: -α[i]);
        }
        if (newestFirst.Length > 0) d.mul_(newestFirst[0].YS / Dot(newestFirst[0].Y, newestFirst[0].Y));
        for (var i = newestFirst.Length - 1; i >= 0; i--)
        {
            var (s, y, ys) = newestFirst[i];
            d.add_(s, alpha: α[i] - Dot(y, d) / ys);
        }
        return d;
    }

    /// <summary>Keeps a pair in the place of the oldest, unless it would make B indefinite.</summary>
    private void Remember(Tensor s, Tensor y)
    {
        if (!(Dot(y, s) > 1e-10)) return;
        var place = Pairs.ToInt64() % HistorySize;
        Kept("s", s, HistorySize)[place].copy_(s);
        Kept("y", y, HistorySize)[place].copy_(y);
        Pairs.add_(1);
    }

    /// <summary>How many pairs have been kept so far, those that others have replaced included.</summary>
    private Tensor Pairs => Kept("pairs", tensor(0L));

    private static double Dot(Tensor a, Tensor b) => a.dot(b).ToDouble();
}
