using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

public static partial class Initialize
{
    /// <summary>
    /// Orthogonal, <c>W Wᵀ = gain² I</c> or, where there are more outputs than inputs, <c>WᵀW = gain² I</c>, uniform among such matrices (Saxe, McClelland and
    /// Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2013; lectures L0, L1): every singular value is the gain,
    /// so a square linear layer of gain 1 changes no signal's length and no gradient's.
    /// </summary>
    /// <remarks>As PyTorch's <c>orthogonal_</c>: Q of a Gaussian matrix's QR decomposition, with R's diagonal made positive.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <param name="gain">1 for the identity; √2 makes up for ReLU.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not positive.</exception>
    public static T Orthogonal<T>(T network, long seed, double gain = 1) where T : nn.Module
    {
        Positive(gain);
        return Set(network, seed, (rows, columns, _, random) =>
        {
            var isWide = rows < columns;
            var (q, r) = linalg.qr(isWide ? randn(columns, rows, float64, generator: random) : randn(rows, columns, float64, generator: random));
            q.mul_(r.diagonal().sign()).mul_(gain); // without the signs, QR's convention would favour some matrices
            return (isWide ? q.t() : q).contiguous();
        });
    }
}
