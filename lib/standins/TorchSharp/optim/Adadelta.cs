using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta: v and u, running means of g² and of the squared steps, Δ = g √(u + ε) / √(v + ε), w ← w − η Δ.</summary>
public class Adadelta : OptimizerHelper
{
    internal Adadelta(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (parameter, _) => new State(parameter))
    {
        Require(defaults.rho is >= 0 and <= 1, "rho value", defaults.rho);
        Require(defaults.eps >= 0, "eps value", defaults.eps);
    }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        var (rho, eps) = (o.rho!.Value, o.eps!.Value);
        s.square_avg.mul_(rho).addcmul_(g, g, value: 1 - rho);
        using var root = s.square_avg.add(eps).sqrt_();
        using var delta = s.acc_delta.add(eps).sqrt_().div_(root).mul_(g);
        s.acc_delta.mul_(rho).addcmul_(delta, delta, value: 1 - rho);
        w.add_(delta, alpha: -learningRate);
    }

    public sealed class State(Parameter parameter) : OptimizerState
    {
        public Tensor square_avg = Zeros(parameter), acc_delta = Zeros(parameter);
    }

    public class Options : OptimizerOptions
    {
        public double? rho, eps, weight_decay;
        public bool? maximize;

        internal override double? Decay => weight_decay;
        internal override bool Maximizes => maximize == true;
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize }) { }
    }
}
