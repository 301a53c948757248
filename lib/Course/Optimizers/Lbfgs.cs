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
/// η is the step length tried first; 1 is right but for the first step, which begins with <c>η min(1, 1/‖g‖₁)</c>, as in PyTorch. A pair is
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
        if (!(slope < 0)) return; // at a stationary point
        var from = w.clone();
        var (first, size) = (Steps == 1 ? Math.Min(1, 1 / g.abs().sum().ToDouble()) : 1, d.abs().max().ToDouble());

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
        Remember(found.Step * d, found.Gradient - start.Gradient);
    }

    /// <inheritdoc/>
    public override string ToString() => "L-BFGS";

    /// <summary>d = −B g by the two loops of algorithm 7.4, with B₀ = sᵀy / yᵀy · I of the newest pair.</summary>
    private Tensor Direction(Tensor g)
    {
        var (S, Y, pairs) = (Kept("s", g, HistorySize), Kept("y", g, HistorySize), Pairs.ToInt64());
        var oldest = Math.Max(0, pairs - HistorySize);
        var α = new double[HistorySize];
        var d = -g;
        for (var i = pairs - 1; i >= oldest; i--)
        {
            var (s, y) = (S[i % HistorySize], Y[i % HistorySize]);
            α[i % HistorySize] = Dot(s, d) / Dot(y, s);
            d.add_(y, alpha: -α[i % HistorySize]);
        }
        if (pairs > 0)
        {
            var (s, y) = (S[(pairs - 1) % HistorySize], Y[(pairs - 1) % HistorySize]);
            d.mul_(Dot(s, y) / Dot(y, y));
        }
        for (var i = oldest; i < pairs; i++)
        {
            var (s, y) = (S[i % HistorySize], Y[i % HistorySize]);
            d.add_(s, alpha: α[i % HistorySize] - Dot(y, d) / Dot(y, s));
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
