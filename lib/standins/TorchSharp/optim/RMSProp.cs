using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.RMSProp RMSProp(IEnumerable<Modules.Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
            public static Modules.RMSProp RMSProp(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) => new(parameters.Select(static pair => pair.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);
            public static Modules.RMSProp RMSProp(IEnumerable<Modules.RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>RMSprop: v, the running mean of g² (about its mean when centered), w ← w − η g / (√v + ε).</summary>
        public class RMSProp : OptimizerHelper, optim.IMomentum
        {
            public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize) { }

            public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
            {
                if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
                if (eps < 0) throw new ArgumentException($"Invalid ε: {eps}");
                if (alpha < 0) throw new ArgumentException($"Invalid alpha: {alpha}");
                if (momentum < 0.0) throw new ArgumentException($"Invalid momentum value: {momentum}");
                if (weight_decay < 0.0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
                Start(new Options { LearningRate = lr, InitialLearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize }, parameters);
            }

            public double Momentum { get => ((Options)_defaults).momentum!.Value; set => ((Options)_defaults).momentum = value; }

            public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, static parameter => new State(parameter));

            public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
            {
                var options = group.Options;
                var (alpha, momentum) = (options.alpha!.Value, options.momentum!.Value);
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.grad is not { } gradient) continue;
                    var state = (State)states[parameter];
                    state.step++;
                    if (options.maximize == true) gradient = -gradient;
                    if (options.weight_decay != 0) gradient = gradient.add(parameter, alpha: options.weight_decay!.Value);
                    state.square_avg.mul_(alpha).addcmul_(gradient, gradient, value: 1 - alpha);
                    state.grad_avg?.mul_(alpha).add_(gradient, alpha: 1 - alpha);
                    var square = state.grad_avg is null ? state.square_avg : state.square_avg.addcmul(state.grad_avg, state.grad_avg, value: -1);
                    var root = square.sqrt().add_(options.eps!.Value);
                    if (state.momentum_buffer is { } buffer) parameter.add_(buffer.mul_(momentum).addcdiv_(gradient, root), alpha: -group.LearningRate);
                    else parameter.addcdiv_(gradient, root, value: -group.LearningRate);
                }
            }, closure);

            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public long step;
                public Tensor square_avg = null!;
                public Tensor? momentum_buffer;
                public Tensor? grad_avg;

                public override void Initialize(OptimizerOptions options)
                {
                    Dispose();
                    step = 0;
                    square_avg = Zeros();
                    momentum_buffer = ((Options)options).momentum > 0 ? Zeros() : null;
                    grad_avg = ((Options)options).centered == true ? Zeros() : null;
                }

                public void Dispose() => DisposeTensors();
            }

            public class Options : OptimizerOptions
            {
                public double? momentum, alpha, eps, weight_decay;
                public bool? maximize, centered;
            }

            public class ParamGroup : ParamGroup<Options>, optim.IMomentum
            {
                public ParamGroup() { }
                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
                    : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered }) { }

                public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
            }
        }
    }
}
