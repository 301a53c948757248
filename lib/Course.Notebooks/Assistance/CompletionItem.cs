namespace Course.Notebooks;

/// <summary>One thing that could stand at a place in a cell.</summary>
/// <param name="Text">The text that takes the place of what is there.</param>
/// <param name="Kind">
/// What it is, in the words that editors have icons for: <c>method</c>, <c>property</c>, <c>field</c>, <c>event</c>, <c>variable</c>,
/// <c>parameter</c>, <c>class</c>, <c>struct</c>, <c>interface</c>, <c>enum</c>, <c>delegate</c>, <c>namespace</c>, <c>keyword</c>,
/// <c>magic</c>, <c>file</c>, <c>folder</c>, <c>package</c>.
/// </param>
public sealed record CompletionItem(string Text, string Kind);
