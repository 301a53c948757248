using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSprop: v, the running mean of g² (about its mean when centered), w ← w − η g / (√v + ε).</summary>
public class RMSProp : OptimizerHelper, optim.IMomentum
{
    internal RMSProp(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (parameter, _) => new State(parameter))
    {
        Require(defaults.eps >= 0, "ε", defaults.eps);
        Require(defaults.alpha >= 0, "alpha", defaults.alpha);
        Require(defaults.momentum >= 0, "momentum value", defaults.momentum);
    }

    public double Momentum { get => ((Options)defaults).momentum!.Value; set => ((Options)defaults).momentum = value; }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        var (alpha, momentum) = (o.alpha!.Value, o.momentum!.Value);
        s.step++;
        s.square_avg.mul_(alpha).addcmul_(g, g, value: 1 - alpha);
        if (o.centered == true) (s.grad_avg ??= OptimizerState.Zeros(w)).mul_(alpha).add_(g, alpha: 1 - alpha);
        using var root = (o.centered == true ? s.square_avg.addcmul(s.grad_avg!, s.grad_avg!, value: -1).sqrt_() : s.square_avg.sqrt()).add_(o.eps!.Value);
        if (momentum > 0) w.add_((s.momentum_buffer ??= OptimizerState.Zeros(w)).mul_(momentum).addcdiv_(g, root), alpha: -learningRate);
        else w.addcdiv_(g, root, value: -learningRate);
    }

    public sealed class State(Parameter parameter) : OptimizerState
    {
        public long step;
        public Tensor square_avg = Zeros(parameter);
        public Tensor? momentum_buffer, grad_avg;
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, alpha, eps, weight_decay;
        public bool? maximize, centered;

        internal override double? Decay => weight_decay;
        internal override bool Maximizes => maximize == true;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
            : base(parameters, new() { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered }) { }

        public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
    }
}
