using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// How one step changes the parameters: <c>w, g → w</c>, with whatever state the rule keeps from step to step.
/// A rule that needs no more than the gradient is a <see cref="GradientRule"/>; one that evaluates the objective again,
/// such as a line search, derives from this class.
/// </summary>
/// <remarks>
/// A rule belongs to one trainer; take a new one for the next. Its state can be saved and restored: a run that was stopped goes on
/// to the same weights, to the bit.
/// </remarks>
public abstract class UpdateRule
{
    private const string StepsName = "steps";
    private readonly Dictionary<string, Tensor> kept = [];
    private object? owner;
    private Tensor? work;

    /// <summary>The number of steps made so far, t in the equations; within <see cref="Update"/> it counts the step being made.</summary>
    public long Steps { get; private set; }

    /// <summary>Makes one step, in place. The caller has switched gradient tracking off.</summary>
    /// <param name="objective">What is minimized: on this step's batch where there are batches.</param>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient at <paramref name="w"/>, <c>[P]</c>; the rule may use it as working space.</param>
    /// <param name="value">The objective's value at <paramref name="w"/>.</param>
    /// <param name="learningRate">The step length η of this step.</param>
    public void Step(Objective objective, Tensor w, Tensor g, double value, double learningRate)
    {
        Steps++;
        Update(objective, w, g, value, learningRate);
    }

    /// <summary>
    /// Everything that the rule keeps from step to step, by name: the tensors themselves, not copies, and the number of steps.
    /// The state of a rule inside this one is there under that rule's name, as in <c>inner.m</c>.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            var state = new Dictionary<string, Tensor>(kept) { [StepsName] = tensor(Steps) };
            foreach (var (part, rule) in Parts)
                foreach (var (name, value) in rule.State)
                    state.Add($"{part}.{name}", value);
            return state;
        }
    }

    /// <summary>Takes up a state that <see cref="State"/> gave, as copies.</summary>
    /// <param name="state">The state of a rule of the same kind.</param>
    /// <exception cref="ArgumentException">It has no number of steps, or belongs to a rule with other parts.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.TryGetValue(StepsName, out var steps))
            throw new ArgumentException($"The state of {this} needs '{StepsName}', the number of steps made; given: {string.Join(", ", state.Keys.Order())}.", nameof(state));
        string[] strangers = [.. state.Keys.Where(name => name.Contains('.') && !Parts.Any(part => name.StartsWith($"{part.Name}.", StringComparison.Ordinal)))];
        if (strangers.Length > 0)
            throw new ArgumentException($"{this} has no part for {string.Join(", ", strangers)}. Restore the state into a rule made the same way as the one that was saved.", nameof(state));
        foreach (var (part, rule) in Parts)
            rule.Restore(state.Where(entry => entry.Key.StartsWith($"{part}.", StringComparison.Ordinal)).ToDictionary(entry => entry.Key[(part.Length + 1)..], entry => entry.Value));
        Steps = steps.ToInt64();
        kept.Clear();
        foreach (var (name, value) in state)
            if (name != StepsName && !name.Contains('.')) kept[name] = value.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>The rules inside this one, which save and restore their state with it.</summary>
    protected virtual IEnumerable<(string Name, UpdateRule Rule)> Parts => [];

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;

    /// <summary>Throws where the rule keeps state of another run.</summary>
    internal void ClaimFor(object run)
    {
        if (owner is not null && owner != run && All.Any(rule => rule.kept.Count > 0))
            throw new ArgumentException($"The rule {this} keeps the state of another trainer's run. Make a new one for each trainer.");
        owner = run;
    }

    /// <summary>This rule and all rules inside it.</summary>
    internal IEnumerable<UpdateRule> All => Parts.SelectMany(part => part.Rule.All).Prepend(this);

    /// <summary>The rule's equation: makes one step, in place.</summary>
    /// <param name="objective">What is minimized.</param>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient, <c>[P]</c>; may be used as working space.</param>
    /// <param name="value">The objective's value at <paramref name="w"/>.</param>
    /// <param name="learningRate">The step length η.</param>
    protected abstract void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate);

    /// <summary>A vector of the rule's state, or a matrix of such vectors, zero before the first step.</summary>
    /// <param name="name">Its name in the equation, such as <c>m</c>; without a dot.</param>
    /// <param name="like">What it is shaped like, most often w, <c>[P]</c>; the state follows it to another device.</param>
    /// <param name="rows">For a matrix <c>[rows, P]</c>: how many vectors it holds.</param>
    /// <returns>The tensor itself: what changes it in place changes the state.</returns>
    /// <exception cref="InvalidOperationException">It was kept for a vector of another length or type.</exception>
    protected Tensor Kept(string name, Tensor like, long? rows = null)
    {
        ArgumentNullException.ThrowIfNull(like);
        if (!kept.TryGetValue(name, out var value))
        {
            var zero = rows is { } count ? zeros([count, .. like.shape], like.dtype, like.device) : zeros_like(like);
            return kept[name] = zero.DetachFromDisposeScope();
        }
        if (value.dtype != like.dtype || value.numel() != (rows ?? 1) * like.numel())
        {
            throw new InvalidOperationException(
                $"{this} keeps '{name}' as {value.dtype} [{string.Join(", ", value.shape)}], and this step's vector is {like.dtype} [{string.Join(", ", like.shape)}]. " +
                "A rule belongs to one run: make a new one for another network or objective.");
        }
        if (!value.device.IsSame(like.device)) kept[name] = value = value.to(like.device).DetachFromDisposeScope();
        return value;
    }

    /// <summary>
    /// Working space, the same vector at every step. A rule that needs a second vector at a time takes it here: to give two large ones back to
    /// the system and get them anew costs several times what the step does.
    /// </summary>
    /// <param name="start">What it holds at first: a copy of this, <c>[P]</c>.</param>
    /// <returns>The vector, <c>[P]</c>; it is no part of the state.</returns>
    protected Tensor Work(Tensor start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (work is null || work.dtype != start.dtype || work.numel() != start.numel() || !work.device.IsSame(start.device))
            work = empty_like(start).DetachFromDisposeScope();
        return work.copy_(start);
    }
}
