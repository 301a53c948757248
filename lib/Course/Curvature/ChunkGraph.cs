using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>What one chunk of the data adds to a curvature matrix, as a recorded computation that can be run for any vector.</summary>
internal abstract class ChunkGraph : IDisposable
{
    /// <summary>The product with a vector that is cut up by parameters.</summary>
    /// <param name="directions">The vector's pieces.</param>
    /// <param name="keep">Whether further products follow; if not, memory is let go on the way.</param>
    /// <returns>The product's pieces; an invalid tensor where it is zero.</returns>
    public abstract IReadOnlyList<Tensor> Multiply(Tensor[] directions, bool keep);

    public abstract void Dispose();

    /// <summary>The derivatives of outputs by parameters; none where there is no path.</summary>
    protected static IList<Tensor> Gradients(Tensor output, IReadOnlyList<Parameter> parameters, Tensor? weights = null)
    {
        var gradients = autograd.grad([output], [.. parameters], weights is null ? null : [weights], retain_graph: true, create_graph: true, allow_unused: true);
        NetworkObjective.RequireDense(gradients);
        return gradients;
    }

    public static void RequireFinite(Tensor loss)
    {
        var value = loss.ToDouble();
        if (double.IsFinite(value)) return;
        throw new InvalidOperationException(
            $"The loss is {value} at the point at which its curvature was asked for, so it has none. Take a point before training diverged, or look for an input that is not a number.");
    }
}
