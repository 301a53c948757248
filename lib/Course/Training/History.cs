using Microsoft.Data.Analysis;

namespace Course.Training;

/// <summary>What was recorded during a run: named series of values, each with the step it was taken at.</summary>
public sealed class History
{
    private readonly Dictionary<string, Series> series = [];
    private readonly List<string> names = [];

    /// <summary>The names of the series, in the order of their first values.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>A series.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Series this[string name] =>
        series.TryGetValue(name, out var found) ? found : throw new KeyNotFoundException(
            $"The history has no series '{name}'. " + (names.Count == 0 ? "Nothing has been recorded yet." : $"It has: {string.Join(", ", names)}."));

    /// <summary>Whether there is a series of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if there is.</returns>
    public bool Contains(string name) => series.ContainsKey(name);

    /// <summary>Appends a value to a series, which is made if it does not exist.</summary>
    /// <param name="name">The series' name; not <c>step</c>, which is the column of the steps in <see cref="ToDataFrame"/>.</param>
    /// <param name="step">The step that the value belongs to, not before the series' last.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is empty or <c>step</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is before the series' last.</exception>
    public void Record(string name, long step, double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "step") throw new ArgumentException("A series cannot be called 'step': that is the column of the steps. Call it 'step size', say.", nameof(name));
        if (!series.TryGetValue(name, out var target))
        {
            series[name] = target = new Series(name);
            names.Add(name);
        }
        target.Add(step, value);
    }

    /// <summary>Takes the place of everything recorded; throws where a series has not as many values as steps.</summary>
    internal void Restore(IEnumerable<(string Name, long[] Steps, double[] Values)> recorded)
    {
        series.Clear();
        names.Clear();
        foreach (var (name, steps, values) in recorded)
            for (var i = 0; i < Math.Max(steps.Length, values.Length); i++) Record(name, steps[i], values[i]);
    }

    /// <summary>All series side by side: a row for each step at which anything was recorded, a column for each series, empty where it has no value.</summary>
    /// <returns>A frame with the column <c>step</c> and one for each series.</returns>
    public DataFrame ToDataFrame()
    {
        long[] steps = [.. series.Values.SelectMany(s => s.Steps).Distinct().Order()];
        var rows = new Dictionary<long, int>(steps.Length);
        for (var row = 0; row < steps.Length; row++) rows[steps[row]] = row;
        var columns = new List<DataFrameColumn> { new Int64DataFrameColumn("step", steps) };
        foreach (var name in names)
        {
            var values = new double?[steps.Length];
            var own = series[name];
            for (var i = 0; i < own.Count; i++) values[rows[own.Steps[i]]] = own.Values[i];
            columns.Add(new DoubleDataFrameColumn(name, values));
        }
        return new DataFrame(columns);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        names.Count == 0 ? "An empty history" : string.Join(Environment.NewLine, names.Select(name => series[name]));
}
