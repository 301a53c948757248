using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Running;

/// <summary>The run of one notebook: sends its cells to a worker, one after the other, and keeps what they show in the document.</summary>
internal sealed class NotebookRun(
    string path,
    NotebookDocument document,
    RunOptions options,
    IProgress<RunProgress>? progress,
    Stopwatch clock)
{
    private readonly List<CellRun> _cells = [];
    private int _lastCount;

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    public IReadOnlyList<CellRun> Cells => _cells;

    public RunStatus Status { get; private set; }

    public string? Problem { get; private set; }

    public async Task RunAsync(CancellationToken cancel)
    {
        var code = document.Cells.Where(cell => cell.Type == CellType.Code).ToList();
        foreach (var cell in code.Where(cell => !IsSkipped(cell)))
        {
            // What an earlier run showed must not pass for this one's.
            cell.ClearOutputs();
            cell.Metadata.Remove("execution");
        }

        progress?.Report(new RunProgress(Name, 0, code.Count, clock.Elapsed, null));
        await using var worker = new WorkerProcess(options, Path.GetDirectoryName(Path.GetFullPath(path))!);
        await worker.StartAsync(options.NotebookLimit, cancel);
        var stopped = false;
        for (var i = 0; i < code.Count; i++)
        {
            progress?.Report(new RunProgress(Name, i, code.Count, clock.Elapsed, null));
            var cell = code[i];
            if (!stopped && cancel.IsCancellationRequested)
            {
                stopped = true;
                Status = RunStatus.Cancelled;
                AddProblem(string.Create(CultureInfo.InvariantCulture, $"The run was stopped before cell {i + 1}."));
            }

            if (stopped || IsSkipped(cell) || string.IsNullOrWhiteSpace(cell.Source))
            {
                _cells.Add(new CellRun(i + 1, cell.Id, stopped ? CellStatus.NotRun : CellStatus.Skipped, TimeSpan.Zero, null));
                continue;
            }

            var run = await RunCellAsync(worker, cell, i + 1, cancel);
            _cells.Add(run);
            stopped = run.Status == CellStatus.Failed && (!options.ContinueAfterError || !worker.IsAlive || Status != RunStatus.Failed);
        }
    }

    private void AddProblem(string problem) => Problem = Problem is null ? problem : $"{Problem}\n{problem}";

    private static bool IsSkipped(NotebookCell cell) => cell.Tags.Contains("skip-execution");

    private async Task<CellRun> RunCellAsync(WorkerProcess worker, NotebookCell cell, int number, CancellationToken cancel)
    {
        ErrorOutput? error = null;
        var start = DateTimeOffset.UtcNow;
        var cellClock = Stopwatch.StartNew();
        var left = options.NotebookLimit - clock.Elapsed;
        var limit = left < options.CellLimit ? left : options.CellLimit;

        var end = await worker.RunAsync(cell.Source, Show, limit, cancel);
        void Show(CellOutput output)
        {
            // The session's word on a stopped cell is replaced by one that says which limit it was.
            if (output is ErrorOutput { Name: ErrorOutput.Cancelled } && worker.IsStopping)
                return;
            error = output as ErrorOutput ?? error;
            document.AddOutput(cell, output);
        }

        var (status, name, reason) = end.Kind switch
        {
            CellEndKind.Finished => (RunStatus.Failed, error?.Name, error?.Value),
            CellEndKind.Cancelled => (RunStatus.Cancelled, "Cancelled", "The run was stopped here."),
            CellEndKind.Died => (RunStatus.Crashed, "ProcessEnded", end.Reason),
            _ when limit < options.CellLimit => (RunStatus.TimedOut, "TimeLimitExceeded", $"The notebook ran longer than its limit of {Seconds(options.NotebookLimit)} and was stopped in this cell. Give it more with --notebook-limit, or let it do less."),
            _ => (RunStatus.TimedOut, "TimeLimitExceeded", $"The cell ran longer than its limit of {Seconds(options.CellLimit)} and was stopped. Give it more with --cell-limit, or let it do less."),
        };
        if (end.Kind != CellEndKind.Finished)
            Show(error = new ErrorOutput(name!, reason!, [reason!]));

        cell.ExecutionCount = _lastCount = end.ExecutionCount ?? _lastCount + 1;
        SettleStreams(cell);
        Stamp(cell, start, start + cellClock.Elapsed);
        var failed = error is not null && (end.Kind != CellEndKind.Finished || !cell.Tags.Contains("raises-exception"));
        if (failed)
        {
            Status = status;
            AddProblem($"Cell {number.ToString(CultureInfo.InvariantCulture)}: {name}: {reason}");
        }

        return new CellRun(number, cell.Id, failed ? CellStatus.Failed : CellStatus.Succeeded, cellClock.Elapsed, error);
    }

    private static void SettleStreams(NotebookCell cell)
    {
        foreach (var output in cell.Outputs.OfType<JsonObject>())
        {
            if (PythonText.Join(output["output_type"]) == "stream" && PythonText.Join(output["text"]) is { } text && TerminalText.Settle(text) is var settled && settled != text)
                output["text"] = PythonText.ToLines(settled);
        }
    }

    /// <summary>Leaves the times that Jupyter leaves.</summary>
    private static void Stamp(NotebookCell cell, DateTimeOffset start, DateTimeOffset end)
    {
        var (started, ended) = (Time(start), Time(end));
        cell.Metadata["execution"] = new JsonObject
        {
            ["iopub.execute_input"] = started,
            ["iopub.status.busy"] = started,
            ["iopub.status.idle"] = ended,
            ["shell.execute_reply"] = ended,
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
