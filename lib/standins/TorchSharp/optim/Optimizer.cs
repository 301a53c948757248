using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        /// <summary>Optimizers.</summary>
        public static partial class optim
        {
            /// <summary>Changes parameters by their gradients.</summary>
            public abstract partial class Optimizer : IDisposable
            {
                private protected Optimizer() { }

                protected IList<Modules.ParamGroup> _parameter_groups = [];

                public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

                public abstract void zero_grad();
                public abstract Tensor? step(Func<Tensor>? closure = null);
                public abstract IEnumerable<Modules.Parameter> parameters();
                public abstract void add_param_group(Modules.ParamGroup param_group);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing) { }
            }

            public interface ILearningRateController
            {
                double LearningRate { set; get; }
                double InitialLearningRate { set; get; }
            }

            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }
        }
    }

    namespace Modules
    {
        /// <summary>What the optimizers share: groups of parameters, each parameter's state, and the frame of a step.</summary>
        public abstract class OptimizerHelper : optim.Optimizer
        {
            protected OptimizerOptions _defaults = null!;
            private protected readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

            public override void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    gradient?.zero_();
                }
            }

            public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(static group => group.Parameters);

            /// <summary>Runs the closure with gradients, then one step of each group without.</summary>
            protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
            {
                Tensor? loss = null;
                if (loss_closure is not null)
                {
                    using var _ = enable_grad();
                    loss = loss_closure();
                }
                using (no_grad())
                using (NewDisposeScope())
                    foreach (var group in _parameter_groups)
                        body((T)group);
                return loss;
            }

            private protected void Start(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
            {
                _defaults = defaults;
                foreach (var group in groups) add_param_group(group);
            }

            /// <summary>Adds a group; what its options leave open is as for the whole optimizer.</summary>
            private protected void Add<TOptions>(ParamGroup group, Func<Parameter, OptimizerState> state) where TOptions : OptimizerOptions, new()
            {
                group.Options ??= new TOptions();
                group.Options.LearningRate ??= _defaults.LearningRate;
                group.Options.InitialLearningRate = group.LearningRate;
                foreach (var setting in typeof(TOptions).GetFields())
                    if (setting.GetValue(group.Options) is null)
                        setting.SetValue(group.Options, setting.GetValue(_defaults));
                group.Parameters = group.Parameters.ToList();  // a query would ask the module anew at each step
                _parameter_groups.Add(group);
                foreach (var parameter in group.Parameters)
                {
                    states[parameter] = state(parameter);
                    states[parameter].Initialize(group.Options);
                }
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    foreach (var state in states.Values)
                        (state as IDisposable)?.Dispose();
                states.Clear();
            }
        }

        /// <summary>The settings of a group of parameters.</summary>
        public class OptimizerOptions
        {
            public double? LearningRate { get; set; }
            public double InitialLearningRate { get; set; }
        }

        /// <summary>What an optimizer remembers of one parameter.</summary>
        public abstract class OptimizerState
        {
            protected Parameter _parameter;

            protected OptimizerState(Parameter parameter) => _parameter = parameter;

            public abstract void Initialize(OptimizerOptions options);

            private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

            private protected void DisposeTensors()
            {
                foreach (var field in GetType().GetFields())
                    (field.GetValue(this) as Tensor)?.Dispose();
            }
        }

        /// <summary>Parameters that share settings.</summary>
        public class ParamGroup : optim.ILearningRateController
        {
            public IEnumerable<Parameter> Parameters { get; set; } = [];
            public OptimizerOptions Options { get; set; } = null!;
            public double LearningRate { get => Options.LearningRate!.Value; set => Options.LearningRate = value; }
            public double InitialLearningRate { get => Options.InitialLearningRate; set => Options.InitialLearningRate = value; }
        }

        /// <summary>Parameters that share an optimizer's own settings.</summary>
        public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
            {
                Parameters = parameters;
                base.Options = options!;
            }

            public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
        }
    }
}
