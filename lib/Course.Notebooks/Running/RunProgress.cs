namespace Course.Notebooks.Running;

/// <summary>How far the run of one notebook is. It is reported when a notebook starts, when each cell starts, and at the end.</summary>
/// <param name="Name">The notebook's name without extension.</param>
/// <param name="Done">How many code cells are done.</param>
/// <param name="Cells">How many code cells there are; 0 until the notebook is read.</param>
/// <param name="Elapsed">The wall time since the notebook's start.</param>
/// <param name="Status">How it ended; null while it runs.</param>
public sealed record RunProgress(string Name, int Done, int Cells, TimeSpan Elapsed, RunStatus? Status);
