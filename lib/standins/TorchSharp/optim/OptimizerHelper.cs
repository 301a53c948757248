using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups of parameters, each parameter's memory, and the frame of a step.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly OptimizerOptions defaults;
    private readonly Dictionary<Parameter, Memory> memories = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper(IEnumerable<ParamGroup> groups, OptimizerOptions defaults)
    {
        this.defaults = defaults;
        Require("learning rate", defaults.LearningRate);
        foreach (var setting in Settings(defaults)) Require(setting.Name, setting.GetValue(defaults) as double?);
        foreach (var group in groups) add_param_group(group);
    }

    private static void Require(string setting, double? value)
    {
        var (isValid, range) = setting switch
        {
            "beta1" or "beta2" => (value is null or (>= 0 and < 1), "at least 0 and less than 1"),
            "rho" => (value is >= 0 and <= 1, "from 0 to 1"),
            "dampening" => (true, "any number"),
            _ => (value is null or >= 0, "at least 0"),
        };
        if (!isValid) throw new ArgumentException($"Invalid {setting}: {value}. It must be {range}.");
    }

    private static FieldInfo[] Settings(OptimizerOptions options) => options.GetType().GetFields();

    /// <summary>Adds a group; what its options leave open is as for the whole optimizer.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Options ??= (OptimizerOptions)Activator.CreateInstance(defaults.GetType())!;
        if (param_group.Options.GetType() != defaults.GetType())
            throw new ArgumentException($"A group of {param_group.Options.GetType().DeclaringType?.Name} cannot be added to {GetType().Name}. Give a {GetType().Name}.ParamGroup.");
        param_group.Options.LearningRate ??= defaults.LearningRate;
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        foreach (var setting in Settings(defaults))
            if (setting.GetValue(param_group.Options) is null)
                setting.SetValue(param_group.Options, setting.GetValue(defaults));
        param_group.Parameters = param_group.Parameters.ToList();  // a query would ask the module anew at each step
        groups.Add(param_group);
        foreach (var parameter in param_group.Parameters) memories[parameter] = new(parameter);
    }

    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            using var gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>Runs the closure with gradients, then moves each parameter that has a gradient, without.</summary>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
            using (enable_grad()) loss = closure();
        using var _ = no_grad();
        foreach (var group in groups)
        {
            var (decay, maximize) = group.Options.Common;
            foreach (var parameter in group.Parameters)
            {
                using var gradient = parameter.grad;
                if (gradient is null) continue;
                using var ascent = maximize == true ? gradient.neg() : null;
                using var decayed = decay is { } factor and not 0 ? (ascent ?? gradient).add(parameter, alpha: factor) : null;
                Update(parameter, decayed ?? ascent ?? gradient, group.LearningRate, group.Options, memories[parameter]);
            }
        }
        return loss;
    }

    /// <summary>Moves the parameters w along their gradient g, which has the sign of a descent and holds the decay.</summary>
    private protected abstract void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, Memory memory);

    protected override void Dispose(bool disposing)
    {
        foreach (var memory in memories.Values) memory.Dispose();
    }

    /// <summary>What an optimizer remembers of one parameter: numbers, and tensors that are zeros when first asked for.</summary>
    internal sealed class Memory(Parameter parameter) : IDisposable
    {
        private readonly Tensor?[] tensors = new Tensor?[3];

        internal long Step { get; set; }
        internal double Product { get; set; } = 1;
        internal Tensor this[int i] => tensors[i] ??= zeros_like(parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            foreach (var tensor in tensors) tensor?.Dispose();
        }
    }
}

/// <summary>The settings of a group of parameters.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    /// <summary>The decay that is added to the gradient, and whether to climb.</summary>
    internal virtual (double? Decay, bool? Maximize) Common => default;
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
    private protected ParamGroup() { }
    private protected ParamGroup(IEnumerable<Parameter> parameters, TOptions options) => (Parameters, base.Options) = (parameters, options);

    public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
}
