namespace Course.Notebooks.Running;

/// <summary>How the run of one notebook went.</summary>
/// <param name="Path">The notebook's source.</param>
/// <param name="OutputPath">The executed notebook; null where none was written.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Cells">The code cells in their order.</param>
/// <param name="Elapsed">The wall time, start of the process included.</param>
/// <param name="Problem">What went wrong, each failed cell from a line of its own on; null where nothing did.</param>
public sealed record NotebookResult(
    string Path,
    string? OutputPath,
    RunStatus Status,
    IReadOnlyList<CellRun> Cells,
    TimeSpan Elapsed,
    string? Problem)
{
    /// <summary>The notebook's name without extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first cell that failed; null where none did.</summary>
    public CellRun? FirstFailure => Cells.FirstOrDefault(cell => cell.Status == CellStatus.Failed);
}
