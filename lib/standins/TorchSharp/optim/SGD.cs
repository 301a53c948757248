using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum: b ← μ b + (1 − τ) g, w ← w − η b, and with Nesterov's look-ahead w ← w − η (g + μ b).</summary>
public class SGD : OptimizerHelper
{
    internal SGD(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults)
    {
        if (defaults.nesterov == true && (defaults.momentum <= 0 || defaults.dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
    }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var momentum = o.momentum!.Value;
        if (momentum == 0)
        {
            w.add_(g, alpha: -learningRate);
            return;
        }
        var buffer = memory[0];
        // The first step takes the gradient undampened, as PyTorch does.
        if (memory.Step++ == 0) buffer.copy_(g);
        else buffer.mul_(momentum).add_(g, alpha: 1 - o.dampening!.Value);
        if (o.nesterov == true) w.add_(g, alpha: -learningRate);
        w.add_(buffer, alpha: o.nesterov == true ? -learningRate * momentum : -learningRate);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, dampening, weight_decay;
        public bool? nesterov, maximize;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, maximize);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }) { }
    }
}
