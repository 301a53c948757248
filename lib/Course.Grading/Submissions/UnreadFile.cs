namespace Course.Grading;

/// <summary>A file among submissions that is none, or whose student or lesson is not known.</summary>
/// <param name="Path">The file, with what cannot be seen written out.</param>
/// <param name="Reason">What it is, and what was expected.</param>
public sealed record UnreadFile(string Path, string Reason);
