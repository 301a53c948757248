using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups of parameters, each parameter's state, and the frame of a step.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected readonly OptimizerOptions defaults;
    private readonly Func<Parameter, OptimizerOptions, OptimizerState> begin;
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper(IEnumerable<ParamGroup> groups, OptimizerOptions defaults, Func<Parameter, OptimizerOptions, OptimizerState> begin)
    {
        Require(defaults.LearningRate >= 0, "learning rate", defaults.LearningRate);
        Require(defaults.Decay >= 0, "weight_decay", defaults.Decay);
        (this.defaults, this.begin) = (defaults, begin);
        foreach (var group in groups) add_param_group(group);
    }

    private protected static void Require(bool holds, string setting, double? value)
    {
        if (!holds) throw new ArgumentException($"Invalid {setting}: {value}");
    }

    private protected static void RequireBetas(double? beta1, double? beta2)
    {
        Require(beta1 is >= 0 and < 1, "beta1", beta1);
        Require(beta2 is >= 0 and < 1, "beta2", beta2);
    }

    /// <summary>Adds a group; what its options leave open is as for the whole optimizer.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Options ??= (OptimizerOptions)Activator.CreateInstance(defaults.GetType())!;
        param_group.Options.LearningRate ??= defaults.LearningRate;
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        foreach (var setting in Fields(defaults, param_group.Options))
            if (setting.GetValue(param_group.Options) is null)
                setting.SetValue(param_group.Options, setting.GetValue(defaults));
        param_group.Parameters = param_group.Parameters.ToList();  // a query would ask the module anew at each step
        groups.Add(param_group);
        foreach (var parameter in param_group.Parameters) states[parameter] = begin(parameter, param_group.Options);
    }

    public override void zero_grad()
    {
        foreach (var group in groups)
            foreach (var parameter in group.Parameters)
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
            foreach (var parameter in group.Parameters)
            {
                using var gradient = parameter.grad;
                if (gradient is null) continue;
                using var ascent = group.Options.Maximizes ? gradient.neg() : null;
                using var decayed = group.Options.Decay is { } decay and not 0 ? (ascent ?? gradient).add(parameter, alpha: decay) : null;
                Update(parameter, decayed ?? ascent ?? gradient, group.LearningRate, group.Options, states[parameter]);
            }
        return loss;
    }

    /// <summary>Moves the parameters w along their gradient g, which has the sign of a descent and holds the decay.</summary>
    private protected abstract void Update(Parameter w, Tensor g, double learningRate, OptimizerOptions options, OptimizerState state);

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        dictionary.Options.AddRange(groups.Select(static group => group.Options));
        dictionary.State.AddRange(parameters().Select(parameter => states[parameter]));
        return dictionary;
    }

    /// <summary>Copies another optimizer's settings and memory.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (state_dict.Options.Count != own.Options.Count) throw new ArgumentException($"Invalid optimizer state: it has {state_dict.Options.Count} parameter groups, this optimizer {own.Options.Count}.");
        if (state_dict.State.Count != own.State.Count) throw new ArgumentException($"Invalid optimizer state: it is of {state_dict.State.Count} parameters, this optimizer has {own.State.Count}.");
        foreach (var (options, source) in own.Options.Zip(state_dict.Options))
        {
            (options.LearningRate, options.InitialLearningRate) = (source.LearningRate, source.InitialLearningRate);
            foreach (var setting in Fields(options, source)) setting.SetValue(options, setting.GetValue(source));
        }
        foreach (var (parameter, source) in parameters().Zip(state_dict.State))
            foreach (var field in Fields(states[parameter], source))
                field.SetValue(states[parameter], field.GetValue(source) is Tensor tensor ? OptimizerState.Zeros(parameter).copy_(tensor) : field.GetValue(source));
    }

    private static FieldInfo[] Fields(object own, object given) => own.GetType() == given.GetType()
        ? own.GetType().GetFields()
        : throw new ArgumentException($"Invalid options or state: they are of {given.GetType().DeclaringType?.Name}, and this optimizer is {own.GetType().DeclaringType?.Name}.");

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var state in states.Values)
            foreach (var field in state.GetType().GetFields())
                (field.GetValue(state) as Tensor)?.Dispose();
    }
}

/// <summary>The settings of a group of parameters.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    /// <summary>The decay that is added to the gradient.</summary>
    internal virtual double? Decay => 0;
    internal virtual bool Maximizes => false;
}

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    private protected OptimizerState() { }

    internal static Tensor Zeros(Parameter parameter) => zeros_like(parameter).DetachFromDisposeScope();
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

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null) => (Parameters, base.Options) = (parameters, options!);

    public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
}
