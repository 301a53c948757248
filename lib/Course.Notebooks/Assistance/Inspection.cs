namespace Course.Notebooks;

/// <summary>What is known of a name in a cell: its signature and its documentation.</summary>
/// <param name="Markdown">The text as Markdown.</param>
/// <param name="Text">The text as it is shown where there is no Markdown.</param>
public sealed record Inspection(string Markdown, string Text);
