namespace Course.Training;

/// <summary>One named quantity over the steps of a run.</summary>
public sealed class Series
{
    private readonly List<long> steps = [];
    private readonly List<double> values = [];

    internal Series(string name) => Name = name;

    /// <summary>The quantity's name, such as <c>loss</c>.</summary>
    public string Name { get; }

    /// <summary>The steps at which it was recorded, never falling.</summary>
    public IReadOnlyList<long> Steps => steps;

    /// <summary>Its values at those steps.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>How many values there are.</summary>
    public int Count => values.Count;

    /// <summary>The newest value.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been recorded.</exception>
    public double Last => Count > 0 ? values[^1] : throw new InvalidOperationException($"Nothing has been recorded under the name '{Name}'.");

    /// <summary>The mean of the values after a step.</summary>
    internal double MeanSince(long step)
    {
        var (sum, first) = (0.0, Count);
        while (first > 0 && steps[first - 1] > step) sum += values[--first];
        return sum / (Count - first);
    }

    internal void Add(long step, double value)
    {
        if (Count > 0 && step < steps[^1])
            throw new ArgumentOutOfRangeException(nameof(step), step, $"'{Name}' was recorded at step {steps[^1]} already; steps never fall.");
        steps.Add(step);
        values.Add(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Count switch
    {
        0 => $"{Name}: empty",
        1 => $"{Name}: {values[0]:G4} at step {steps[0]}",
        _ => $"{Name}: {Count} values, {values[0]:G4} at step {steps[0]} to {values[^1]:G4} at step {steps[^1]}",
    };
}
