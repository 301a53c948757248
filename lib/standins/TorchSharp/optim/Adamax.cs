using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adamax: m, the running mean of g, u ← max(β₂ u, |g| + ε), w ← w − η m̂ / u.</summary>
public class Adamax : OptimizerHelper, optim.IBetas
{
    internal Adamax(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (parameter, _) => new State(parameter))
    {
        Require(defaults.eps >= 0, "eps value", defaults.eps);
        RequireBetas(defaults.beta1, defaults.beta2);
    }

    public (double, double) Betas { get => ((Options)defaults).Betas; set => ((Options)defaults).Betas = value; }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        var beta1 = o.beta1!.Value;
        s.exp_avg.mul_(beta1).add_(g, alpha: 1 - beta1);
        using var size = g.abs().add_(o.eps!.Value);
        CallInPlace("maximum.out", s.exp_inf.mul_(o.beta2!.Value), size, s.exp_inf);
        w.addcdiv_(s.exp_avg, s.exp_inf, value: -learningRate / (1 - Math.Pow(beta1, ++s.step)));
    }

    public sealed class State(Parameter parameter) : OptimizerState
    {
        public long step;
        public Tensor exp_avg = Zeros(parameter), exp_inf = Zeros(parameter);
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay;

        internal (double, double) Betas { get => (beta1!.Value, beta2!.Value); set => (beta1, beta2) = value; }
        internal override double? Decay => weight_decay;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }) { }

        public (double, double) Betas { get => Options.Betas; set => Options.Betas = value; }
    }
}
