using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

public static partial class Initialize
{
    /// <summary>
    /// Sparse: each unit has a fixed number of incoming weights that are not zero, at random places, drawn from N(0, deviation²) (Martens, "Deep learning via
    /// Hessian-free optimization", 2010, section 5; lecture L0). What a unit receives then does not depend on how many inputs it has.
    /// </summary>
    /// <remarks>PyTorch's <c>sparse_</c> differs: it zeroes a share of each column, the outgoing weights of an input.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <param name="connections">Incoming weights of a unit that are not zero, the paper's 15; all, where it has fewer inputs.</param>
    /// <param name="deviation">Their standard deviation, the paper's 1.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static T Sparse<T>(T network, long seed, long connections = 15, double deviation = 1) where T : nn.Module
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        Positive(deviation);
        return Set(network, seed, (rows, columns, _, random) =>
        {
            var places = rand(rows, columns, float64, generator: random).argsort(1).narrow(1, 0, Math.Min(connections, columns));
            var values = randn(places.shape, float64, generator: random).mul_(deviation);
            return zeros(rows, columns, float64).scatter_(1, places, values);
        });
    }
}
