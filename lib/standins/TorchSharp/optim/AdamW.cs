using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam whose decay shrinks the parameters instead of joining the gradient: w ← (1 − η λ) w before the step.</summary>
public class AdamW : OptimizerHelper
{
    internal AdamW(IEnumerable<ParamGroup> groups, Options defaults) : base(groups, defaults) { }

    private protected override void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory)
    {
        var o = (Options)options;
        if (o.weight_decay is { } decay and not 0) w.mul_(1 - learningRate * decay);
        Adam.Step(w, g, learningRate, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.amsgrad == true, memory);
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, weight_decay, eps;
        public bool? amsgrad, maximize;

        internal override (double? Decay, bool? Maximize) Common => (0, maximize);
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }
    }
}
