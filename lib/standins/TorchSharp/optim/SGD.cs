using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum: b ← μ b + (1 − τ) g, w ← w − η b, and with Nesterov's look-ahead w ← w − η (g + μ b).</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    internal SGD(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (_, _) => new State())
    {
        Require(defaults.momentum >= 0, "momentum value", defaults.momentum);
        if (defaults.nesterov == true && (defaults.momentum <= 0 || defaults.dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
    }

    public double Momentum { get => ((Options)defaults).momentum!.Value; set => ((Options)defaults).momentum = value; }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        var momentum = o.momentum!.Value;
        if (momentum == 0)
        {
            w.add_(g, alpha: -learningRate);
            return;
        }
        // The first step takes the gradient undampened, as PyTorch does.
        if (s.momentum_buffer is null) s.momentum_buffer = g.clone().DetachFromDisposeScope();
        else s.momentum_buffer.mul_(momentum).add_(g, alpha: 1 - o.dampening!.Value);
        if (o.nesterov == true) w.add_(g, alpha: -learningRate);
        w.add_(s.momentum_buffer, alpha: o.nesterov == true ? -learningRate * momentum : -learningRate);
    }

    public sealed class State : OptimizerState
    {
        internal State() { }

        public Tensor? momentum_buffer;
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, dampening, weight_decay;
        public bool? nesterov, maximize;

        internal override double? Decay => weight_decay;
        internal override bool Maximizes => maximize == true;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }) { }

        public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
    }
}
