using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad: s, the sum of g², w ← w − η g / (√s + ε), where η falls as 1 / (1 + decay × steps done).</summary>
public class Adagrad : OptimizerHelper
{
    internal Adagrad(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults, static (parameter, options) => new State(parameter, (Options)options))
    {
        Require(defaults.eps >= 0, "ε", defaults.eps);
        Require(defaults.lr_decay >= 0, "lr_decay value", defaults.lr_decay);
        Require(defaults.initial_accumulator_value >= 0, "initial_accumulator_value", defaults.initial_accumulator_value);
    }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state)
    {
        var (o, s) = ((Options)options, (State)state);
        s.sum.addcmul_(g, g, value: 1);
        using var root = s.sum.sqrt().add_(o.eps!.Value);
        w.addcdiv_(g, root, value: -learningRate / (1 + s.step++ * o.lr_decay!.Value));
    }

    public sealed class State : OptimizerState
    {
        public long step;
        public Tensor sum;

        internal State(Parameter parameter, Options options) => sum = Zeros(parameter).fill_(options.initial_accumulator_value!.Value);
    }

    public class Options : OptimizerOptions
    {
        public double? lr_decay, initial_accumulator_value, eps, weight_decay;

        internal override double? Decay => weight_decay;
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new() { LearningRate = lr, lr_decay = lr_decay, initial_accumulator_value = initial_accumulator_value, weight_decay = weight_decay, eps = eps }) { }
    }
}
