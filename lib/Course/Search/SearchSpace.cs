using System.Globalization;

namespace Course.Search;

/// <summary>The hyperparameters that are searched, each with its range: <c>new SearchSpace().Log("learning rate", 1e-4, 1).Choice("rule", "SGD", "Adam")</c>.</summary>
public sealed class SearchSpace
{
    private readonly List<SearchAxis> axes = [];

    /// <summary>The hyperparameters, in the order in which they were added.</summary>
    public IReadOnlyList<SearchAxis> Axes => axes;

    /// <summary>Adds a number that is spread evenly over a range, such as a momentum.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">Its lowest value.</param>
    /// <param name="high">Its highest value.</param>
    /// <returns>This space.</returns>
    /// <exception cref="ArgumentException">The name is taken, or the range is empty or not finite.</exception>
    public SearchSpace Linear(string name, double low, double high) => Add(new SearchAxis(Free(name), low, high, isLog: false));

    /// <summary>Adds a positive number whose order of magnitude is searched, such as a learning rate.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">Its lowest value, above 0.</param>
    /// <param name="high">Its highest value.</param>
    /// <returns>This space.</returns>
    /// <exception cref="ArgumentException">The name is taken, or the range is empty, not finite or not positive.</exception>
    public SearchSpace Log(string name, double low, double high) => Add(new SearchAxis(Free(name), low, high, isLog: true));

    /// <summary>Adds a choice among texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">What there is to choose from.</param>
    /// <returns>This space.</returns>
    /// <exception cref="ArgumentException">The name is taken, or there is no choice or one twice.</exception>
    public SearchSpace Choice(string name, params string[] choices) => Add(new SearchAxis(Free(name), [.. choices]));

    /// <summary>Adds a choice among numbers, such as batch sizes; list them in order, since the importance of parameters takes neighbours as alike.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">What there is to choose from.</param>
    /// <returns>This space.</returns>
    /// <exception cref="ArgumentException">The name is taken, or there is no choice or one twice.</exception>
    public SearchSpace Choice(string name, params double[] choices) => Choice(name, [.. choices.Select(choice => choice.ToString(CultureInfo.InvariantCulture))]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", axes);

    internal int IndexOf(string name)
    {
        var index = axes.FindIndex(axis => axis.Name == name);
        return index >= 0 ? index : throw new KeyNotFoundException($"The search has no hyperparameter '{name}'; it has {string.Join(", ", axes.Select(axis => axis.Name))}.");
    }

    private string Free(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (axes.Any(axis => axis.Name == name) || name is "configuration" or "budget" or "result" or "seconds")
            throw new ArgumentException($"The name '{name}' is taken. Give the hyperparameter another.", nameof(name));
        return name;
    }

    private SearchSpace Add(SearchAxis axis)
    {
        axes.Add(axis);
        return this;
    }
}
