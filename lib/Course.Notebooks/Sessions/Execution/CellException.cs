namespace Course.Notebooks;

/// <summary>A cell cannot be run for a reason that the session itself found.</summary>
/// <param name="name">The kind of error.</param>
/// <param name="message">What was given, what was expected and what to do.</param>
internal sealed class CellException(string name, string message) : Exception(message)
{
    public string Name { get; } = name;
}
