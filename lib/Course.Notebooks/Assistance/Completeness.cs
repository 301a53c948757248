namespace Course.Notebooks;

/// <summary>Whether a cell's text could be run as it stands, and how the next line starts where it could not.</summary>
/// <param name="Status">Whether it could.</param>
/// <param name="Indent">The blanks of the next line; empty where none is to follow.</param>
public sealed record Completeness(CompletenessStatus Status, string Indent);
