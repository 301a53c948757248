namespace Course.Grading;

/// <summary>A place at which a worker sits: started when there is work, and replaced when it dies.</summary>
internal sealed class GradeWorkerSeat(GradeRunOptions options) : IAsyncDisposable
{
    private GradeWorkerProcess? _worker;

    /// <summary>
    /// Grades a submission. One at which the worker dies is tried again in a fresh one, since it may have died of what came before, or of
    /// the machine's trouble; if that dies too, what it told before is kept.
    /// </summary>
    /// <exception cref="GradingException">The lesson itself is broken, or no worker starts.</exception>
    public async Task<GradedSubmission> GradeAsync(GradedSubmission open, Blank blank, CancellationToken cancel)
    {
        var job = new GradeJob(open.Entry.Student, blank.Path, open.Entry.Path);
        List<CellGrade> cells = [];
        for (var isFresh = _worker is null; ; isFresh = true)
        {
            cells.Clear();
            _worker ??= await GradeWorkerProcess.StartAsync(options.WorkerCommand, cancel);
            var (last, reason) = await _worker.GradeAsync(job, cells.Add, options.Limit, cancel);
            switch (last)
            {
                case { Result: { } result }:
                    return new(open.Entry, open.Key, GradeState.Graded, result, last.Answers ?? new Dictionary<string, string>());
                case { Unreadable: { } why }:
                    return blank.Unreadable(open.Entry, open.Key, why);
                case { Broken: { } why }:
                    throw new GradingException($"{blank.Lesson} cannot be graded: {why}");
            }

            await DisposeAsync();
            if (isFresh)
                return blank.Unfinished(open.Entry, open.Key, cells, $"The grader's own process did not get through this submission: {reason}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        _worker = null;
    }
}
