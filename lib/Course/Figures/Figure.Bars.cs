using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>Bars, in groups where there are several sets of them.</summary>
    /// <param name="categories">What each bar, or each group, is called.</param>
    /// <param name="sets">The sets' names and their values, one for each category.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title, with its unit.</param>
    /// <param name="logY">Whether the y axis is logarithmic.</param>
    /// <param name="errors">For each set how far its values spread, up and down; no such marks if left out.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no set, or one has not a value for each category.</exception>
    public static GenericChart Bars(
        IReadOnlyList<string> categories, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> sets, string title, string x, string y,
        bool logY = false, IReadOnlyList<IReadOnlyList<double>>? errors = null)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0 || categories.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one category and one set.", nameof(sets));
        if (sets.FirstOrDefault(set => set.Values.Count != categories.Count) is { Name: not null } uneven)
            throw new ArgumentException($"There are {categories.Count} categories and '{uneven.Name}' has {uneven.Values.Count} values; it needs one for each.", nameof(sets));
        if (errors is not null && (errors.Count != sets.Count || errors.Any(error => error.Count != categories.Count)))
            throw new ArgumentException($"Errors are as many as values: {sets.Count} sets of {categories.Count}.", nameof(errors));
        var traces = sets.Select((set, i) =>
        {
            var bars = new Trace2D("bar")
                .With("name", set.Name).With("x", categories).With("y", Screen(set.Values))
                .With("marker", new DynamicObj.DynamicObj().With("color", FigureStyle.ColorOf(i)));
            return errors is null ? bars : bars.With("error_y", new DynamicObj.DynamicObj().With("array", Screen(errors[i])).With("color", "#555555").With("thickness", 1.2).With("width", 3));
        });
        return FigureStyle.Chart(title,
            FigureStyle.Axis(x).With("type", "category").With("showgrid", false),
            FigureStyle.Axis(y, logY, sets.SelectMany(set => set.Values)), traces, more: Legend(sets.Count > 1));
    }
}
