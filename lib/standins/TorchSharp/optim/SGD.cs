using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
            public static Modules.SGD SGD(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) => new(parameters.Select(static pair => pair.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);
            public static Modules.SGD SGD(IEnumerable<Modules.SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Gradient descent with momentum: b ← μ b + (1 − τ) g, w ← w − η b.</summary>
        public class SGD : OptimizerHelper, optim.IMomentum
        {
            public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize) { }

            public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            {
                if (lr < 0.0) throw new ArgumentException($"Invalid learning rate: {lr}");
                if (momentum < 0.0) throw new ArgumentException($"Invalid momentum value: {momentum}");
                if (weight_decay < 0.0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
                if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
                Start(new Options { LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }, parameters);
            }

            public double Momentum { get => ((Options)_defaults).momentum!.Value; set => ((Options)_defaults).momentum = value; }

            public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, static parameter => new State(parameter));

            public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
            {
                var options = group.Options;
                var momentum = options.momentum!.Value;
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.grad is not { } gradient) continue;
                    var state = (State)states[parameter];
                    if (options.weight_decay != 0) gradient = gradient.add(parameter, alpha: options.weight_decay!.Value);
                    if (momentum != 0)
                    {
                        // The first step takes the gradient undampened, as PyTorch does.
                        if (state.momentum_buffer is null) state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
                        else state.momentum_buffer.mul_(momentum).add_(gradient, alpha: 1 - options.dampening!.Value);
                        gradient = options.nesterov == true ? gradient.add(state.momentum_buffer, alpha: momentum) : state.momentum_buffer;
                    }
                    parameter.add_(gradient, alpha: options.maximize == true ? group.LearningRate : -group.LearningRate);
                }
            }, closure);

            public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
            {
                public Tensor? momentum_buffer;

                public override void Initialize(OptimizerOptions options)
                {
                    Dispose();
                    momentum_buffer = null;
                }

                public void Dispose() => DisposeTensors();
            }

            public class Options : OptimizerOptions
            {
                public double? momentum, dampening, weight_decay;
                public bool? nesterov, maximize;
            }

            public class ParamGroup : ParamGroup<Options>, optim.IMomentum
            {
                public ParamGroup() { }
                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }) { }

                public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
            }
        }
    }
}
