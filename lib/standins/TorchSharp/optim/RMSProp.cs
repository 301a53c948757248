using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSprop: v, the running mean of g² (about its mean when centered), w ← w − η g / (√v + ε).</summary>
public class RMSProp : OptimizerHelper
{
    internal RMSProp(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var (v, alpha, momentum) = (memory[0], o.alpha!.Value, o.momentum!.Value);
        v.mul_(alpha).addcmul_(g, g, value: 1 - alpha);
        var mean = o.centered == true ? memory[1].mul_(alpha).add_(g, alpha: 1 - alpha) : null;
        using var root = (mean is null ? v.sqrt() : v.addcmul(mean, mean, value: -1).sqrt_()).add_(o.eps!.Value);
        if (momentum > 0) w.add_(memory[2].mul_(momentum).addcdiv_(g, root), alpha: -learningRate);
        else w.addcdiv_(g, root, value: -learningRate);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, alpha, eps, weight_decay;
        public bool? maximize, centered;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, maximize);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
            : base(parameters, new() { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered }) { }
    }
}
