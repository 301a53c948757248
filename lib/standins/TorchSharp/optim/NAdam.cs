using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Adam with Nesterov's look-ahead (Dozat 2016): μₜ = β₁ (1 − ½ 0.96^(tψ)),
/// m̂ = μₜ₊₁ m / (1 − μ₁⋯μₜ₊₁) + (1 − μₜ) g / (1 − μ₁⋯μₜ), w ← w − η m̂ / (√v̂ + ε).
/// </summary>
public class NAdam : OptimizerHelper
{
    internal NAdam(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var (m, v, t) = (memory[0], memory[1], ++memory.Step);
        var (beta1, beta2, decay) = (o.beta1!.Value, o.beta2!.Value, o.momentum_decay!.Value);
        var mu = beta1 * (1 - 0.5 * Math.Pow(0.96, t * decay));
        var next = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * decay));
        memory.Product *= mu;
        m.mul_(beta1).add_(g, alpha: 1 - beta1);
        v.mul_(beta2).addcmul_(g, g, value: 1 - beta2);
        // √v̂ + ε = (√v + c ε) / c, as in Adam.
        var c = Math.Sqrt(1 - Math.Pow(beta2, t));
        using var root = v.sqrt().add_(c * o.eps!.Value);
        w.addcdiv_(g, root, value: -learningRate * c * (1 - mu) / (1 - memory.Product));
        w.addcdiv_(m, root, value: -learningRate * c * next / (1 - memory.Product * next));
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay, momentum_decay;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, null);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay }) { }
    }
}
