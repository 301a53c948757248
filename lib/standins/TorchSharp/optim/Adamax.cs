using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adamax: m, the running mean of g, u ← max(β₂ u, |g| + ε), w ← w − η m̂ / u.</summary>
public class Adamax : OptimizerHelper
{
    internal Adamax(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var (m, u, beta1) = (memory[0], memory[1], o.beta1!.Value);
        m.mul_(beta1).add_(g, alpha: 1 - beta1);
        using var size = g.abs().add_(o.eps!.Value);
        CallInPlace("maximum.out", u.mul_(o.beta2!.Value), size, u);
        w.addcdiv_(m, u, value: -learningRate / (1 - Math.Pow(beta1, ++memory.Step)));
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, null);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }) { }
    }
}
