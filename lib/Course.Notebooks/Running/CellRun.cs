namespace Course.Notebooks.Running;

/// <summary>What became of one code cell.</summary>
/// <param name="Number">The cell's place among the notebook's code cells, from 1.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="Error">Its error; null where it has none.</param>
public sealed record CellRun(int Number, string Id, CellStatus Status, TimeSpan Elapsed, ErrorOutput? Error);
