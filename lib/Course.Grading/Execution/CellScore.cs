namespace Course.Grading;

/// <summary>
/// What a cell of checks scores. Nothing counts before the proof that the cell came to its end; then a cell with parts
/// gives the points of those that held each time, and one without gives all.
/// </summary>
/// <param name="cell">The cell.</param>
/// <param name="proving">Its secrets of this run.</param>
internal sealed class CellScore(PlannedCell cell, ProvingText proving)
{
    private const string HiddenFailed = "A hidden check failed.";
    private const string HiddenThrew = "A hidden check made your answer throw an exception.";
    private const string NotWritten = "The answer is not written yet: it throws NotImplementedException."; // Check.Part's words
    private const string Swallowed = "A check failed, and your code caught the exception with which it says so.";
    private const double Rounding = 1e-9;

    private readonly CheckSites _sites = new(cell.Source);

    /// <summary>The cell's grade where it was not run.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="status">Why it was not.</param>
    /// <param name="message">Why, in words for the student.</param>
    public static CellGrade NotRun(PlannedCell cell, GradeStatus status, string message) => new(
        cell.Id, cell.Points, 0, status,
        [.. new CheckSites(cell.Source).All.Select(site => new CheckOutcome(site.Line, site.IsHidden, CheckStatus.NotReached, site.About, Points: site.Points))],
        message);

    /// <summary>The cell's grade.</summary>
    /// <param name="execution">What its run came to.</param>
    /// <param name="output">What was printed that the student may see.</param>
    public CellGrade Of(CellExecution execution, string output)
    {
        var records = execution.Checks.Where(check => Path.GetFileName(check.File) == proving.File).ToList();
        var hidden = _sites.MadeByHidden(records);
        var outcomes = _sites.All.Select(site => Outcome(site, records, hidden)).ToList();
        var isProven = execution.End is ExecutionEnd.Completed && execution.Proof == proving.Proof;
        var isSwallowed = isProven && HasSwallowed(records);
        var parts = _sites.All.Where(site => site.IsPart).ToList();
        var score = !isProven || isSwallowed ? 0 : parts.Count > 0 ? Math.Min(cell.Points, parts.Sum(part => Held(part, records))) : cell.Points;
        var status = execution.End switch
        {
            ExecutionEnd.TimedOut => GradeStatus.TimedOut,
            ExecutionEnd.Died => GradeStatus.Died,
            _ when score >= cell.Points - Rounding && isProven && !isSwallowed => GradeStatus.Passed,
            _ => score > 0 ? GradeStatus.Partial : GradeStatus.Failed,
        };
        var message = status is GradeStatus.Passed ? null : isSwallowed ? Swallowed : Message(execution, outcomes, records, records.Count > 0 && hidden.Contains(records[^1]));
        return new(cell.Id, cell.Points, status is GradeStatus.Passed ? cell.Points : score, status, outcomes, message, output);
    }

    /// <summary>
    /// Whether a failed check was kept from ending what it stands in: a part tells that it failed right after the check
    /// in it, and without a part nothing more is run.
    /// </summary>
    private static bool HasSwallowed(List<CheckRecord> records) =>
        records.Index().Any(check => check.Item is { Passed: false, Points: null } && records.ElementAtOrDefault(check.Index + 1) is not { Passed: false, Points: not null });

    /// <summary>A part's points, and no more than its text says; made several times, it must hold each time.</summary>
    private static double Held(CheckSite part, List<CheckRecord> records)
    {
        var made = records.FindAll(record => record.Line == part.Line && record.Points is not null);
        return made.Count > 0 && made.TrueForAll(record => record.Passed) ? Math.Min(made.Min(record => record.Points!.Value), part.Points ?? double.PositiveInfinity) : 0;
    }

    private CheckOutcome Outcome(CheckSite site, List<CheckRecord> all, IReadOnlySet<CheckRecord> hidden)
    {
        var records = all.FindAll(record => record.Line == site.Line);
        var failed = records.Where(record => !record.Passed).OrderByDescending(record => record.Points is not null == site.IsPart).ThenBy(hidden.Contains).FirstOrDefault();
        var status = failed is not null ? CheckStatus.Failed : records.Count > 0 ? CheckStatus.Passed : CheckStatus.NotReached;
        var about = status is CheckStatus.Passed && records.Count == 1 ? records[0].Text : site.About;
        var points = site.Points ?? (site.IsPart ? records.Find(record => record.Points is not null)?.Points : null);
        var isHidden = site.IsHidden || (failed is not null && hidden.Contains(failed));
        return new(site.Line, isHidden, status, about, failed is null ? null : ForStudent(site, failed, all, hidden), points);
    }

    /// <summary>A part that holds hidden tests says of them only that they failed.</summary>
    private string ForStudent(CheckSite site, CheckRecord failed, List<CheckRecord> all, IReadOnlySet<CheckRecord> hidden)
    {
        var within = all.ElementAtOrDefault(all.IndexOf(failed) - 1);
        return !site.HoldsHidden ? failed.Text
            : within is not { Passed: false, Points: null } ? (failed.Text == NotWritten || (!hidden.Contains(failed) && CameBeforeHidden(site.Line, all)) ? failed.Text : HiddenThrew)
            : hidden.Contains(within) ? HiddenFailed : failed.Text;
    }

    /// <summary>Whether what was thrown after a line was thrown before hidden tests began: a check between them was not reached.</summary>
    private bool CameBeforeHidden(int line, List<CheckRecord> all) =>
        _sites.BeforeHidden(line).Any(site => all.TrueForAll(record => record.Line != site.Line));

    private string Message(CellExecution execution, List<CheckOutcome> outcomes, List<CheckRecord> records, bool endsHidden)
    {
        if (execution.End is ExecutionEnd.TimedOut)
            return "The checks of this exercise took longer than a cell may: does a loop of your answer never end?";
        if (execution.End is ExecutionEnd.Changed)
            return execution.Error!;
        if (execution.End is ExecutionEnd.Died)
            return $"The process ended while the checks of this exercise ran: {execution.Error}.";
        var failed = outcomes.Where(outcome => outcome.Status is CheckStatus.Failed).ToList();
        var shown = failed.Where(outcome => !outcome.Hidden).Select(outcome => outcome.Message).Distinct().ToList();
        if (failed.Any(outcome => outcome.Hidden) && !shown.Contains(HiddenFailed))
            shown.Add(HiddenFailed);
        if (shown.Count > 0)
            return string.Join('\n', shown);
        // What an answer throws may tell with which numbers a hidden test called it.
        var isHidden = _sites.HasHidden
            && (endsHidden || outcomes.Any(outcome => outcome is { Hidden: true, Status: CheckStatus.Passed }) || !CameBeforeHidden(0, records));
        return execution.Error is null ? "The cell of checks did not come to its end."
            : isHidden ? HiddenThrew : execution.Error;
    }
}
