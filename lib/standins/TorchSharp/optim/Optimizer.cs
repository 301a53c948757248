using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer() { }

            private protected readonly List<ParamGroup> groups = [];

            /// <summary>The groups of parameters with their learning rates.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => groups;

            /// <summary>Clears the gradients of all parameters; to be called before each backward, which adds to them.</summary>
            public abstract void zero_grad();
            /// <summary>Changes each parameter by its gradient; a closure, if given, first computes the loss, which is given back.</summary>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Adds parameters with settings of their own; what these leave open is as for the whole optimizer.</summary>
            public virtual void add_param_group(ParamGroup param_group) => throw new InvalidOperationException($"{GetType().Name} has one group of parameters only. Give it all of them when it is made.");
            /// <summary>All parameters that it changes.</summary>
            public virtual IEnumerable<Parameter> parameters() => groups.SelectMany(static group => group.Parameters);

            /// <summary>Disposes what the optimizer remembers of the parameters, not these themselves.</summary>
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
    }
}
