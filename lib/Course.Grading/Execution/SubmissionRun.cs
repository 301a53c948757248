using System.Diagnostics;

namespace Course.Grading;

/// <summary>
/// One submission on its way: its cells are compiled and run in turn. A cell that is refused, or that ends its process,
/// is left out of what follows; then a new process runs again what later cells build on.
/// </summary>
internal sealed class SubmissionRun : IAsyncDisposable
{
    private const string TimeIsUp = "It was not run: the time for this notebook was up.";

    private readonly LessonCompiler _lesson;
    private readonly ExecutorSupply _supply;
    private readonly GraderOptions _options;
    private readonly CancellationToken _cancel;
    private readonly IReadOnlyList<PlannedCell> _cells;
    private readonly NeededCells _needed;
    private readonly IReadOnlyList<int> _toRun;
    private readonly CellCompiler _compiler;
    private readonly int _opening;
    private readonly Dictionary<int, (GradeStatus Status, string Reason)> _leftOut = [];
    private readonly Dictionary<int, string> _threw = [];
    private readonly List<(int Cell, CellCode Code)> _ran = [];
    private readonly Stopwatch _clock = new();
    private ExecutorProcess? _process;
    private string _output = "";

    public SubmissionRun(LessonCompiler lesson, ExecutorSupply supply, GradingPlan plan, GraderOptions options, CancellationToken cancel)
    {
        (_lesson, _supply, _options, _cancel, _cells) = (lesson, supply, options, cancel, plan.Cells);
        _needed = new NeededCells(_cells);
        _toRun = [.. _needed.All];
        // The lesson's first cells are compiled, and run in the process that waits, unless the student put something between them.
        var isUsual = _toRun.Take(lesson.Opening.Count).Select(i => (_cells[i].Id, _cells[i].Source)).SequenceEqual(lesson.Opening.Select(cell => (cell.Id, cell.Source)));
        _opening = isUsual ? lesson.Opening.Count : 0;
        _compiler = isUsual ? lesson.BeginAfterOpening() : lesson.Begin();
    }

    private TimeSpan TimeLeft => _options.NotebookLimit - _clock.Elapsed;

    /// <summary>Runs what is needed, and gives each grade as soon as it is known.</summary>
    public async IAsyncEnumerable<CellGrade> GradesAsync()
    {
        var needed = _toRun.Skip(_opening).ToHashSet();
        for (var i = 0; i < _cells.Count; i++)
        {
            if (_cells[i].Role is CellRole.Manual)
                yield return new(_cells[i].Id, _cells[i].Points, null, GradeStatus.Manual, []);
            else if (needed.Contains(i) && _cells[i].Role is CellRole.Check)
                yield return await GradeAsync(i);
            else if (needed.Contains(i) && TryCompile(i) is { } code)
                await RunAsync(i, code);
        }
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CellCode? TryCompile(int cell)
    {
        // What is written to keep the compiler busy is given up.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        limit.CancelAfter(_options.CellLimit);
        string reason;
        try
        {
            return _compiler.Compile(_cells[cell], limit.Token);
        }
        catch (CellRefusedException refused)
        {
            reason = refused.Message;
        }
        catch (Exception failure) when (failure is InsufficientExecutionStackException || (failure is OperationCanceledException && !_cancel.IsCancellationRequested))
        {
            reason = "It is too long or too deeply nested for the compiler: write it in smaller pieces.";
        }

        // Where a cell that it builds on was left out, that is the reason.
        var cause = _needed.Below(cell).Where(_leftOut.ContainsKey).Select(below => ((GradeStatus, string)?)_leftOut[below]).LastOrDefault();
        _leftOut[cell] = cause ?? (GradeStatus.Refused, InWords(cell, reason));
        return null;
    }

    private async Task<CellGrade> GradeAsync(int cell)
    {
        var code = TryCompile(cell);
        if (code is null)
            return CellScore.NotRun(_cells[cell], _leftOut[cell].Status, _leftOut[cell].Reason);
        if (TimeLeft <= TimeSpan.Zero)
            return CellScore.NotRun(_cells[cell], GradeStatus.NotRun, TimeIsUp);

        var before = _output;
        var execution = await RunAsync(cell, code);
        // While hidden tests run, an answer may print what they give it.
        var output = new CheckSites(_cells[cell].Source).HasHidden ? before : before + execution.Output;
        _output = "";
        var grade = new CellScore(_cells[cell], code.Proving!).Of(execution, output);
        var reasons = _needed.Below(cell).Where(below => _threw.ContainsKey(below)).Select(below => $"The cell '{_cells[below].Id}' ended with: {_threw[below]}").ToList();
        return grade.Status is GradeStatus.Failed && reasons.Count > 0 ? grade with { Message = string.Join('\n', [grade.Message, .. reasons]) } : grade;
    }

    private async Task<CellExecution> RunAsync(int cell, CellCode code)
    {
        var execution = await RunAsync(code);
        if (execution.End is ExecutionEnd.TimedOut or ExecutionEnd.Died)
        {
            _leftOut[cell] = execution.End is ExecutionEnd.TimedOut
                ? (GradeStatus.TimedOut, $"The cell '{_cells[cell].Id}' took longer than a cell may: does a loop never end?")
                : (GradeStatus.Died, $"The process ended while the cell '{_cells[cell].Id}' ran: {execution.Error}.");
            return execution;
        }

        _compiler.Accept(_cells[cell], code);
        _ran.Add((cell, code));
        if (_cells[cell].Role is not CellRole.Check)
            _output += execution.Output;
        if (execution is { End: ExecutionEnd.Threw or ExecutionEnd.Changed, Error: { } error } && _cells[cell].Role is not CellRole.Check)
            _threw[cell] = error;
        return execution;
    }

    private async Task<CellExecution> RunAsync(CellCode code)
    {
        if (_process is not { IsAlive: true })
            await RestartAsync();
        _clock.Start();
        try
        {
            return await _process!.RunAsync(code.Compiled, TimeLeft < _options.CellLimit ? TimeLeft : _options.CellLimit, _cancel);
        }
        finally
        {
            _clock.Stop();
        }
    }

    /// <summary>Takes a new process, and brings it to where the last one was; checks that nothing later builds on are not made again.</summary>
    private async Task RestartAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = _opening > 0 ? await _supply.TakeAsync(_cancel) : await _supply.StartBareAsync(_cancel);
        foreach (var (cell, code) in _ran.ToList())
        {
            if (_process.IsAlive && (_cells[cell].Role is not CellRole.Check || _toRun.Any(later => _needed.Below(later).Contains(cell))))
                await RunAsync(code);
        }
    }

    private string InWords(int cell, string reason) => _cells[cell].Role is CellRole.Check
        ? $"The checks cannot be compiled with your answer. Does it have the names and types that the exercise asks for?\n{reason}"
        : $"The cell '{_cells[cell].Id}' was not run:\n{reason}";
}
