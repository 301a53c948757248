using System.Diagnostics;

namespace Course.Notebooks.Running;

/// <summary>
/// Runs notebooks from their first cell to their last, each in a process of its own, and writes what they show into
/// executed notebooks. Cells' tags mean what they mean to Jupyter's nbclient: <c>raises-exception</c> lets a cell fail
/// (it need not), <c>skip-execution</c> leaves a cell and its outputs alone.
/// </summary>
/// <param name="options">Where to, how many at once, and which limits.</param>
public sealed class NotebookRunner(RunOptions options)
{
    /// <summary>Runs notebooks.</summary>
    /// <param name="paths">The notebooks' files.</param>
    /// <param name="progress">
    /// Gets each step of each notebook, from the thread that made it. (<see cref="Progress{T}"/> passes steps on through
    /// the thread pool, where one can overtake another.)
    /// </param>
    /// <param name="cancel">Stops all notebooks; what has run is written all the same.</param>
    /// <returns>One result for each path, in the same order; a notebook that fails is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">Two notebooks have the same file name.</exception>
    /// <exception cref="IOException">An executed notebook cannot be written.</exception>
    public async Task<IReadOnlyList<NotebookResult>> RunAsync(
        IReadOnlyList<string> paths,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.GroupBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new ArgumentException($"'{string.Join("' and '", same)}' have the same file name, and would be written over each other in '{options.OutputFolder}'. Run one of them, or rename it.", nameof(paths));

        Directory.CreateDirectory(options.OutputFolder);
        using var places = new SemaphoreSlim(options.MaxParallel);
        return await Task.WhenAll(paths.Select(async path =>
        {
            await places.WaitAsync(CancellationToken.None);
            try
            {
                return await RunOneAsync(path, progress, cancel);
            }
            finally
            {
                places.Release();
            }
        }));
    }

    private async Task<NotebookResult> RunOneAsync(string path, IProgress<RunProgress>? progress, CancellationToken cancel)
    {
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Load(path);
        }
        catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return NotRun(RunStatus.Unreadable, error.Message);
        }

        if (document.Language is { } language && language.ToUpperInvariant() is not ("C#" or "CSHARP"))
            return NotRun(RunStatus.Unreadable, $"{Path.GetFileName(path)} says that its language is {language}. Only C# notebooks can be run here.");
        // What an earlier run left stays.
        if (cancel.IsCancellationRequested)
            return NotRun(RunStatus.Cancelled, "The run was stopped before this notebook began.");

        var clock = Stopwatch.StartNew();
        var run = new NotebookRun(path, document, options, progress, clock);
        var output = Path.Combine(options.OutputFolder, Path.GetFileName(path));
        try
        {
            await run.RunAsync(cancel);
        }
        finally
        {
            document.Save(output);
        }

        progress?.Report(new RunProgress(run.Name, run.Cells.Count(cell => cell.Status != CellStatus.NotRun), run.Cells.Count, clock.Elapsed, run.Status));
        return new NotebookResult(path, output, run.Status, run.Cells, clock.Elapsed, run.Problem);

        NotebookResult NotRun(RunStatus status, string problem)
        {
            progress?.Report(new RunProgress(Path.GetFileNameWithoutExtension(path), 0, 0, TimeSpan.Zero, status));
            return new NotebookResult(path, null, status, [], TimeSpan.Zero, problem);
        }
    }
}
