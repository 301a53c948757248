using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>What a line search found at a step t.</summary>
/// <param name="Step">t.</param>
/// <param name="Value">φ(t) = f(w + t d).</param>
/// <param name="Slope">φ′(t) = ∇f(w + t d)ᵀ d.</param>
/// <param name="Gradient">∇f(w + t d), <c>[P]</c>.</param>
internal sealed record WolfeTrial(double Step, double Value, double Slope, Tensor Gradient);
