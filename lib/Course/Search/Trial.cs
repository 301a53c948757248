namespace Course.Search;

/// <summary>One setting of the hyperparameters, to be tried with a budget.</summary>
public sealed record Trial
{
    private readonly SearchSpace space;

    internal Trial(SearchSpace space, int configuration, double budget, double[] place) =>
        (this.space, Configuration, Budget, Place) = (space, configuration, budget, [.. place.Select((unit, i) => space.Axes[i].Canonical(unit))]);

    /// <summary>The setting's number, from 0; successive halving tries a setting again with a larger budget. It can serve as a seed.</summary>
    public int Configuration { get; }

    /// <summary>How much may be spent on the trial, such as a number of epochs; 1 where the plan has no budgets.</summary>
    public double Budget { get; }

    /// <summary>What the trial came to, the smaller the better; not a number before it was made, or if it failed.</summary>
    public double Result { get; internal init; } = double.NaN;

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Where the setting lies in the unit cube, a number in [0, 1] for each hyperparameter.</summary>
    internal IReadOnlyList<double> Place { get; }

    /// <summary>The chosen text of a hyperparameter.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="InvalidOperationException">It is a range of numbers.</exception>
    public string this[string name] => Axis(name) is { IsRange: false } axis ? axis.ChoiceAt(Place[space.IndexOf(name)])
        : throw new InvalidOperationException($"'{name}' is a range of numbers. Read it with trial.Number(\"{name}\").");

    /// <summary>The number that a hyperparameter has.</summary>
    /// <param name="name">The hyperparameter.</param>
    /// <returns>The number, of a range or of a choice among numbers.</returns>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="InvalidOperationException">It is a choice among texts.</exception>
    public double Number(string name) => Axis(name).NumberAt(Place[space.IndexOf(name)]);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{string.Join(", ", space.Axes.Select(Shown))}: {Result:G4}");

    private SearchAxis Axis(string name) => space.Axes[space.IndexOf(name)];

    private string Shown(SearchAxis axis) => axis.IsRange ? FormattableString.Invariant($"{axis.Name} {Number(axis.Name):G4}") : $"{axis.Name} {this[axis.Name]}";
}
