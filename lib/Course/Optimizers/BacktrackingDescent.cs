using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Gradient descent with a back-tracking line search (Armijo, "Minimization of functions having Lipschitz continuous first partial
/// derivatives", 1966; lectures L1, L3; Nocedal and Wright, "Numerical optimization", 2006, algorithm 3.1): from t = η on, t is shrunk by ρ
/// until the step pays, <c>f(w − t g) ≤ f(w) − c t ‖g‖²</c>; then <c>w ← w − t g</c>.
/// </summary>
/// <remarks>The search evaluates the objective that the step is given, on a batch where there are batches; L1 says why that is no good with small ones.</remarks>
public sealed class BacktrackingDescent : UpdateRule
{
    private const double Shortest = 1e-18; // of η: shorter steps leave w as it is

    /// <summary>How much of the decrease that the gradient promises is asked for, c in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1).</exception>
    public double SufficientDecrease { get; init => field = Option.Between(value, 0, 1); } = 1e-4;

    /// <summary>What a step that does not pay is multiplied by, ρ in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1).</exception>
    public double Shrink { get; init => field = Option.Between(value, 0, 1); } = 0.5;

    /// <summary>The step length t of the last step; 0 where none paid and w was left as it was.</summary>
    public double StepLength { get; private set; }

    /// <inheritdoc/>
    protected override void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate)
    {
        using var start = w.clone();
        using var square = g.dot(g);
        var decrease = SufficientDecrease * square.ToDouble(); // c ‖g‖²
        for (var t = learningRate; t > Shortest * learningRate; t *= Shrink)
        {
            w.copy_(start).add_(g, alpha: -t); // w − t g
            using var reached = objective.Value(w);
            StepLength = t;
            if (reached.ToDouble() <= value - t * decrease) return;
        }
        w.copy_(start);
        StepLength = 0;
    }

    /// <inheritdoc/>
    public override string ToString() => "back-tracking descent";
}
