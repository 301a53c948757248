using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

public static partial class Initialize
{
    /// <summary>
    /// Uniform, <c>W ~ U(−1/√d_in, 1/√d_in)</c> (lecture L0, "Random init"): variance <c>1/(3 d_in)</c>, so that a signal shrinks from layer to layer.
    /// PyTorch's own start of linear and convolution layers, but for the biases, which it draws likewise.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    public static T Uniform<T>(T network, long seed) where T : nn.Module =>
        Set(network, seed, static (rows, columns, _, random) => rand(rows, columns, float64, generator: random).mul_(2).sub_(1).div_(Math.Sqrt(columns)));

    /// <summary>
    /// Xavier, <c>W ~ N(0, gain² · 2/(d_in + d_out))</c> (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    /// 2010, eq. 12 and 16; lecture L1): between the <c>1/d_in</c> that keeps the variance of signals and the <c>1/d_out</c> that keeps that of gradients,
    /// where the activation is the identity.
    /// </summary>
    /// <remarks>The paper draws uniformly with the same variance, within <c>±√(6/(d_in + d_out))</c>; lecture L0 prints a product for the sum and lost the root.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <param name="gain">1 for the identity; <c>nn.init.calculate_gain</c> has PyTorch's for other activations.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not positive.</exception>
    public static T Xavier<T>(T network, long seed, double gain = 1) where T : nn.Module
    {
        Positive(gain);
        return Normal(network, seed, (fanIn, fanOut) => gain * gain * 2 / (fanIn + fanOut));
    }

    /// <summary>
    /// Kaiming, <c>W ~ N(0, gain²/d_in)</c>, for ReLU <c>2/d_in</c> (He et al., "Delving deep into rectifiers", 2015, eq. 10; lecture L1): ReLU drops half of a
    /// symmetric signal's second moment, and the factor 2 gives it back.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <param name="gain">√2 for ReLU, <c>√(2/(1 + a²))</c> for a leaky ReLU of slope a.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not positive.</exception>
    public static T Kaiming<T>(T network, long seed, double gain = 1.4142135623730951) where T : nn.Module
    {
        Positive(gain);
        return Normal(network, seed, (fanIn, _) => gain * gain / fanIn);
    }

    /// <summary>
    /// Defazio and Bottou, <c>W ~ N(0, c/√(d_in d_out))</c> ("Beyond folklore: a scaling calculus for the design and initialization of ReLU networks",
    /// arXiv 1906.04267, 2019; lecture L1): with the geometric mean of both fans the diagonal blocks of the Hessian have one size at the start,
    /// whatever the widths. With c = 2 it is Kaiming's where a layer has as many inputs as outputs.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">What the weights depend on.</param>
    /// <param name="c">The constant c, the same for all layers.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">c is not positive.</exception>
    public static T DefazioBottou<T>(T network, long seed, double c = 2) where T : nn.Module
    {
        Positive(c);
        return Normal(network, seed, (fanIn, fanOut) => c / Math.Sqrt((double)fanIn * fanOut));
    }

    private static T Normal<T>(T network, long seed, Func<long, long, double> variance) where T : nn.Module =>
        Set(network, seed, (rows, columns, fanOut, random) => randn(rows, columns, float64, generator: random).mul_(Math.Sqrt(variance(columns, fanOut))));

    private static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, $"The {name} of an initialization is a positive number, such as 1.");
    }
}
