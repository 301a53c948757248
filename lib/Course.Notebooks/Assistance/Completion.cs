namespace Course.Notebooks;

/// <summary>What could stand at a place in a cell, the likeliest first.</summary>
/// <param name="Start">Where the text that an item replaces starts, in UTF-16 units from the cell's start.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The items; empty where nothing is known.</param>
public sealed record Completion(int Start, int End, IReadOnlyList<CompletionItem> Items);
