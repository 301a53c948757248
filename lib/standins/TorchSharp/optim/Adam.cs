using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.Adam Adam(IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static Modules.Adam Adam(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => new(parameters.Select(static pair => pair.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static Modules.Adam Adam(IEnumerable<Modules.Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Adam: m and v, running means of g and g², w ← w − η m̂ / (√v̂ + ε). Decay is added to the gradient.</summary>
        public class Adam : OptimizerHelper, optim.IBetas
        {
            public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize) { }

            public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
                if (eps < 0) throw new ArgumentException($"Invalid ε: {eps}");
                if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1: {beta1}");
                if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2: {beta2}");
                if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
                Start(new Options { LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }, parameters);
            }

            public (double, double) Betas
            {
                get => (((Options)_defaults).beta1!.Value, ((Options)_defaults).beta2!.Value);
                set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
            }

            public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, static parameter => new State(parameter));

            public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
            {
                var options = group.Options;
                var (beta1, beta2, learningRate, decay) = (options.beta1!.Value, options.beta2!.Value, group.LearningRate, options.weight_decay!.Value);
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.grad is not { } gradient) continue;
                    var state = (State)states[parameter];
                    state.step++;
                    if (options.maximize == true) gradient = -gradient;
                    if (decay != 0) gradient = gradient.add(parameter, alpha: decay);
                    state.exp_avg.mul_(beta1).add_(gradient, alpha: 1 - beta1);
                    state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
                    state.max_exp_avg_sq?.copy_(maximum(state.max_exp_avg_sq, state.exp_avg_sq));
                    var second = (state.max_exp_avg_sq ?? state.exp_avg_sq).sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, state.step)));
                    parameter.addcdiv_(state.exp_avg, second.add_(options.eps!.Value), value: -learningRate / (1 - Math.Pow(beta1, state.step)));
                }
            }, closure);

            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public long step;
                public Tensor exp_avg = null!;
                public Tensor exp_avg_sq = null!;
                public Tensor? max_exp_avg_sq;

                public override void Initialize(OptimizerOptions options)
                {
                    Dispose();
                    step = 0;
                    exp_avg = Zeros();
                    exp_avg_sq = Zeros();
                    max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
                }

                public void Dispose() => DisposeTensors();
            }

            public class Options : OptimizerOptions
            {
                public double? beta1, beta2, weight_decay, eps;
                public bool? amsgrad, maximize;
            }

            public class ParamGroup : ParamGroup<Options>, optim.IBetas
            {
                public ParamGroup() { }
                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }

                public (double, double) Betas
                {
                    get => (Options.beta1!.Value, Options.beta2!.Value);
                    set => (Options.beta1, Options.beta2) = value;
                }
            }
        }
    }
}
