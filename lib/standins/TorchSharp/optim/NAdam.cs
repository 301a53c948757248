using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Adam with Nesterov's look-ahead (Dozat 2016): μₜ = β₁ (1 − ½ 0.96^(tψ)),
/// m̂ = μₜ₊₁ m / (1 − μ₁⋯μₜ₊₁) + (1 − μₜ) g / (1 − μ₁⋯μₜ), w ← w − η m̂ / (√v̂ + ε).
/// </summary>
public class NAdam : OptimizerHelper, optim.IBetas
{
    internal NAdam(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (parameter, _) => new State(parameter))
    {
        Require(defaults.eps >= 0, "eps value", defaults.eps);
        Require(defaults.momentum_decay >= 0, "momentum_decay value", defaults.momentum_decay);
        RequireBetas(defaults.beta1, defaults.beta2);
    }

    public (double, double) Betas { get => ((Options)defaults).Betas; set => ((Options)defaults).Betas = value; }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        var (beta1, beta2, decay) = (o.beta1!.Value, o.beta2!.Value, o.momentum_decay!.Value);
        var mu = beta1 * (1 - 0.5 * Math.Pow(0.96, ++s.step * decay));
        var next = beta1 * (1 - 0.5 * Math.Pow(0.96, (s.step + 1) * decay));
        s.mu_product *= mu;
        s.exp_avg.mul_(beta1).add_(g, alpha: 1 - beta1);
        s.exp_avg_sq.mul_(beta2).addcmul_(g, g, value: 1 - beta2);
        // √v̂ + ε = (√v + c ε) / c, as in Adam.
        var c = Math.Sqrt(1 - Math.Pow(beta2, s.step));
        using var root = s.exp_avg_sq.sqrt().add_(c * o.eps!.Value);
        w.addcdiv_(g, root, value: -learningRate * c * (1 - mu) / (1 - s.mu_product));
        w.addcdiv_(s.exp_avg, root, value: -learningRate * c * next / (1 - s.mu_product * next));
    }

    public sealed class State(Parameter parameter) : OptimizerState
    {
        public long step;
        public double mu_product = 1;
        public Tensor exp_avg = Zeros(parameter), exp_avg_sq = Zeros(parameter);
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay, momentum_decay;

        internal (double, double) Betas { get => (beta1!.Value, beta2!.Value); set => (beta1, beta2) = value; }
        internal override double? Decay => weight_decay;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay }) { }

        public (double, double) Betas { get => Options.Betas; set => Options.Betas = value; }
    }
}
