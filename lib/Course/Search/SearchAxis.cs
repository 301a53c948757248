using System.Globalization;

namespace Course.Search;

/// <summary>One hyperparameter and the values that it may take, laid out over the unit interval.</summary>
public sealed class SearchAxis
{
    private readonly bool isLog;

    internal SearchAxis(string name, double low, double high, bool isLog)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low >= high || (isLog && low <= 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'{name}' is to go from {low} to {high}. Give two numbers, the lower one first") +
                (isLog ? " and above 0, since the axis is logarithmic." : "."), nameof(low));
        }
        (Name, Low, High, this.isLog) = (name, low, high, isLog);
    }

    internal SearchAxis(string name, IReadOnlyList<string> choices)
    {
        if (choices.Count == 0 || choices.Distinct().Count() < choices.Count)
            throw new ArgumentException($"'{name}' has the choices [{string.Join(", ", choices)}]. Give at least one, and each once.", nameof(choices));
        (Name, Choices) = (name, choices);
    }

    /// <summary>The hyperparameter's name.</summary>
    public string Name { get; }

    /// <summary>The values to choose from; empty for a range of numbers.</summary>
    public IReadOnlyList<string> Choices { get; } = [];

    /// <summary>The lowest value of a range.</summary>
    public double Low { get; }

    /// <summary>The highest value of a range.</summary>
    public double High { get; }

    internal bool IsRange => Choices.Count == 0;

    /// <summary>The value at a place in [0, 1].</summary>
    internal double NumberAt(double unit) => !IsRange ? ParseChoice(ChoiceAt(unit))
        : unit is 0 or 1 ? (unit == 0 ? Low : High) // exactly, which the formulas miss by rounding
        : isLog ? Low * Math.Pow(High / Low, unit) : Low + (High - Low) * unit;

    /// <summary>The choice at a place in [0, 1]; each has an equal part of it.</summary>
    internal string ChoiceAt(double unit) => Choices[IndexAt(unit)];

    /// <summary>The place that stands for all places of the same value: the middle of a choice's part.</summary>
    internal double Canonical(double unit) => IsRange ? unit : (IndexAt(unit) + 0.5) / Choices.Count;

    /// <summary>Places spread evenly from end to end, or one for each choice.</summary>
    internal double[] Grid(int points) => IsRange
        ? [.. Enumerable.Range(0, points).Select(i => (double)i / (points - 1))]
        : [.. Enumerable.Range(0, Choices.Count).Select(i => (i + 0.5) / Choices.Count)];

    /// <inheritdoc/>
    public override string ToString() => IsRange
        ? FormattableString.Invariant($"{Name} {Low} to {High}{(isLog ? " log" : "")}")
        : $"{Name} of {string.Join("|", Choices)}";

    private int IndexAt(double unit) => Math.Min((int)(unit * Choices.Count), Choices.Count - 1);

    private double ParseChoice(string choice) => double.TryParse(choice, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidOperationException($"'{Name}' is the choice '{choice}', which is no number. Read it with trial[\"{Name}\"].");
}
