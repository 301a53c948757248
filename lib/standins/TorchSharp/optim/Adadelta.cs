using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta: v and u, running means of g² and of the squared steps, Δ = g √(u + ε) / √(v + ε), w ← w − η Δ.</summary>
public class Adadelta : OptimizerHelper
{
    internal Adadelta(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var (v, u, rho, eps) = (memory[0], memory[1], o.rho!.Value, o.eps!.Value);
        v.mul_(rho).addcmul_(g, g, value: 1 - rho);
        using var root = v.add(eps).sqrt_();
        using var delta = u.add(eps).sqrt_().div_(root).mul_(g);
        u.mul_(rho).addcmul_(delta, delta, value: 1 - rho);
        w.add_(delta, alpha: -learningRate);
    }

    public class Options : OptimizerOptions
    {
        public double? rho, eps, weight_decay;
        public bool? maximize;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, maximize);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize }) { }
    }
}
