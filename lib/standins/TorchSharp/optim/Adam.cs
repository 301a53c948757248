using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam: m and v, running means of g and g², w ← w − η m̂ / (√v̂ + ε). Decay is added to the gradient.</summary>
public class Adam : OptimizerHelper
{
    internal Adam(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        Step(w, g, learningRate, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.amsgrad == true, memory);
    }

    internal static void Step(Parameter w, Tensor g, double learningRate, double beta1, double beta2, double eps, bool amsgrad, Memory memory)
    {
        var (m, v, t) = (memory[0], memory[1], ++memory.Step);
        m.mul_(beta1).add_(g, alpha: 1 - beta1);
        v.mul_(beta2).addcmul_(g, g, value: 1 - beta2);
        if (amsgrad) v = CallInPlace("maximum.out", memory[2], v, memory[2]);
        // √v̂ + ε = (√v + c ε) / c: the corrections are numbers, so that no pass over the memory is spent on them.
        var c = Math.Sqrt(1 - Math.Pow(beta2, t));
        using var root = v.sqrt().add_(c * eps);
        w.addcdiv_(m, root, value: -learningRate * c / (1 - Math.Pow(beta1, t)));
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, weight_decay, eps;
        public bool? amsgrad, maximize;

        internal override (double? Decay, bool? Maximize) Common => (weight_decay, maximize);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }
    }
}
