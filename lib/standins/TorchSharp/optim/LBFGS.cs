using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// L-BFGS (Nocedal and Wright, algorithm 7.4) with steps of fixed length: the last changes s of the parameters and y of
/// the gradient stand for the inverse Hessian H, and each of a step's iterations goes along d = −H g.
/// </summary>
public class LBFGS : optim.Optimizer
{
    private readonly (long Iterations, long Evaluations, double Gradient, double Change, long History) limits;
    private readonly List<(Tensor S, Tensor Y, double Inverse)> history = [];
    private Tensor? direction, before;
    private double length, scale = 1;

    internal LBFGS(IEnumerable<Parameter> parameters, double lr, (long Iterations, long Evaluations, double Gradient, double Change, long History) limits)
    {
        this.limits = limits;
        groups.Add(new() { Parameters = parameters.ToList(), Options = new() { LearningRate = lr, InitialLearningRate = lr } });
    }

    /// <summary>Takes the gradients away, as the real package's native code does; the other optimizers set theirs to zero.</summary>
    public override void zero_grad()
    {
        foreach (var parameter in parameters()) parameter.grad = null;
    }

    public override Tensor? step(Func<Tensor>? closure)
    {
        if (closure is null) throw new ArgumentNullException(nameof(closure), "LBFGS evaluates the loss several times a step. Give it a function that clears the gradients, computes the loss, calls backward() and returns the loss.");
        using var _ = no_grad();
        var first = Evaluate(closure);
        var (loss, gradient, evaluations, rate) = ((double)first, Gradient(), 1L, groups[0].LearningRate);
        for (var i = 1L; i <= limits.Iterations && !(Norm(gradient, double.PositiveInfinity) <= limits.Gradient); i++)
        {
            var isFirst = direction is null;
            Turn(gradient);
            length = isFirst ? Math.Min(1, 1 / Norm(gradient, 1)) * rate : rate;
            if (Dot(gradient, direction!) > -limits.Change) break;
            Move();
            if (i == limits.Iterations) break;
            var last = loss;
            (loss, gradient) = ((double)Evaluate(closure), Gradient());
            if (++evaluations >= limits.Evaluations || length * Norm(direction!, double.PositiveInfinity) <= limits.Change || Math.Abs(loss - last) < limits.Change) break;
        }
        if (!ReferenceEquals(gradient, before)) gradient.Dispose();
        return first;
    }

    private static Tensor Evaluate(Func<Tensor> closure)
    {
        using var _ = enable_grad();
        return closure();
    }

    /// <summary>All parameters' gradients, one behind the other.</summary>
    private Tensor Gradient()
    {
        using var scope = NewDisposeScope();
        return cat(parameters().Select(static parameter => (parameter.grad ?? zeros_like(parameter)).reshape(-1)).ToArray()).DetachFromDisposeScope();
    }

    /// <summary>Remembers the last move, and sets the direction −H g by the two loops of the recursion.</summary>
    private void Turn(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var turned = gradient.neg();
        if (direction is not null)
        {
            Remember(direction.mul(length), gradient.sub(before!));
            var alpha = new double[history.Count];
            for (var i = alpha.Length - 1; i >= 0; i--)
            {
                alpha[i] = history[i].Inverse * Dot(history[i].S, turned);
                turned.add_(history[i].Y, alpha: -alpha[i]);
            }
            turned.mul_(scale);
            for (var i = 0; i < alpha.Length; i++) turned.add_(history[i].S, alpha: alpha[i] - history[i].Inverse * Dot(history[i].Y, turned));
        }
        direction?.Dispose();
        before?.Dispose();
        (direction, before) = (turned.DetachFromDisposeScope(), gradient);
    }

    private void Remember(Tensor s, Tensor y)
    {
        var product = Dot(y, s);
        if (product <= 1e-10) return;  // no positive curvature: H would not stay positive definite
        if (history.Count == limits.History) Forget();
        history.Add((s.DetachFromDisposeScope(), y.DetachFromDisposeScope(), 1 / product));
        scale = product / Dot(y, y);
    }

    private void Forget()
    {
        history[0].S.Dispose();
        history[0].Y.Dispose();
        history.RemoveAt(0);
    }

    private void Move()
    {
        using var scope = NewDisposeScope();
        var offset = 0L;
        foreach (var parameter in parameters())
        {
            parameter.add_(direction!.narrow(0, offset, parameter.NumberOfElements).view_as(parameter), alpha: length);
            offset += parameter.NumberOfElements;
        }
    }

    private static double Dot(Tensor a, Tensor b)
    {
        using var product = a.dot(b);
        return (double)product;
    }

    private static double Norm(Tensor tensor, double order)
    {
        using var norm = Call("linalg_vector_norm", tensor, order);
        return (double)norm;
    }

    protected override void Dispose(bool disposing)
    {
        while (history.Count > 0) Forget();
        direction?.Dispose();
        before?.Dispose();
        (direction, before) = (null, null);
    }
}
