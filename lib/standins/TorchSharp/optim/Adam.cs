using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam: m and v, running means of g and g², w ← w − η m̂ / (√v̂ + ε). Decay is added to the gradient.</summary>
public class Adam : OptimizerHelper, optim.IBetas
{
    internal Adam(IEnumerable<ParamGroup> groups, Options defaults)
        : base(groups, defaults, static (parameter, options) => new State(parameter) { max_exp_avg_sq = ((Options)options).amsgrad == true ? OptimizerState.Zeros(parameter) : null })
    {
        Require(defaults.eps >= 0, "ε", defaults.eps);
        RequireBetas(defaults.beta1, defaults.beta2);
    }

    public (double, double) Betas { get => ((Options)defaults).Betas; set => ((Options)defaults).Betas = value; }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        Step(w, g, learningRate, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, ++s.step, s.exp_avg, s.exp_avg_sq, s.max_exp_avg_sq);
    }

    internal static void Step(Parameter w, Tensor g, double learningRate, double beta1, double beta2, double eps, long step, Tensor m, Tensor v, Tensor? largest)
    {
        m.mul_(beta1).add_(g, alpha: 1 - beta1);
        v.mul_(beta2).addcmul_(g, g, value: 1 - beta2);
        if (largest is not null) CallInPlace("maximum.out", largest, v, largest);
        // √v̂ + ε = (√v + c ε) / c: the corrections are numbers, so that no pass over the memory is spent on them.
        var c = Math.Sqrt(1 - Math.Pow(beta2, step));
        using var root = (largest ?? v).sqrt().add_(c * eps);
        w.addcdiv_(m, root, value: -learningRate * c / (1 - Math.Pow(beta1, step)));
    }

    public sealed class State(Parameter parameter) : OptimizerState
    {
        public long step;
        public Tensor exp_avg = Zeros(parameter), exp_avg_sq = Zeros(parameter);
        public Tensor? max_exp_avg_sq;
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, weight_decay, eps;
        public bool? amsgrad, maximize;

        internal (double, double) Betas { get => (beta1!.Value, beta2!.Value); set => (beta1, beta2) = value; }
        internal override double? Decay => weight_decay;
        internal override bool Maximizes => maximize == true;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }

        public (double, double) Betas { get => Options.Betas; set => Options.Betas = value; }
    }
}
