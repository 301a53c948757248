using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad: s, the sum of g², w ← w − η g / (√s + ε), where η falls as 1 / (1 + decay × steps done).</summary>
public class Adagrad : OptimizerHelper
{
    internal Adagrad(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        var sum = memory[0];
        if (memory.Step == 0) sum.fill_(o.initial_accumulator_value!.Value);
        sum.addcmul_(g, g, value: 1);
        using var root = sum.sqrt().add_(o.eps!.Value);
        w.addcdiv_(g, root, value: -learningRate / (1 + memory.Step++ * o.lr_decay!.Value));
    }

    public class Options : OptimizerOptions
    {
        public double? lr_decay, initial_accumulator_value, eps, weight_decay;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, null);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new() { LearningRate = lr, lr_decay = lr_decay, initial_accumulator_value = initial_accumulator_value, weight_decay = weight_decay, eps = eps }) { }
    }
}
