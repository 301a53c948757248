using Course.Cli.Setup;
using Course.Grading;

namespace Course.Cli.Commands;

/// <summary>What <c>course grade</c> does.</summary>
internal sealed record GradingRun
{
    public required string Submissions { get; init; }

    public required string Folder { get; init; }

    public required string? Lesson { get; init; }

    public required int Jobs { get; init; }

    public required Shard? Shard { get; init; }

    public required GradeRules Rules { get; init; }

    public required bool IsUnsafe { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (Shard is not null && !Rules.AreNone)
            throw new CourseException("A share has raw results only: give --late, --deadline and --marks to './course grade merge'.");
        if (!Path.Exists(Submissions))
            throw new CourseException($"There is no '{Submissions}'. Name the folder, or the zip, that holds the submissions.");
        if (Path.TrimEndingDirectorySeparator(Path.GetFullPath(Submissions)) == Path.TrimEndingDirectorySeparator(Folder))
            throw new CourseException("Submissions and results have the same folder. Give --out another one: the next run would take the results for submissions.");
        await Installer.EnsureAsync(IsUnsafe ? Installer.ForLessons : Installer.ForGrading, cancel);
        if (!IsUnsafe && Sandbox.Problem() is { } problem)
            throw new CourseException(problem);

        List<LessonSource> lessons = [.. Lessons.Find(["all"]).Select(LessonSource.Load)];
        var found = SubmissionFolder.Read(Submissions, lessons);
        var wanted = Lesson is null ? null : Lessons.Find([Lesson]).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        List<SubmissionEntry> entries = [.. found.Entries.Where(entry => wanted?.Contains(entry.Lesson) != false && Shard?.Has(entry.Student) != false)];
        if (found.Earlier.Count > 0)
            Console.Error.WriteLine($"• {found.Earlier.Count} earlier submissions are passed over: of a student's submissions the last one counts");
        if (entries.Count == 0 && Shard is null)
            throw new CourseException($"'{Submissions}' holds no submission{(Lesson is null ? "" : $" of lesson {Lesson}")}."
                + string.Concat(found.NotUnderstood.Take(5).Select(file => $"\n  {file.Path}: {file.Reason}")));

        var run = new GradeRun(new GradeRunOptions
        {
            Folder = Folder,
            WorkerCommand = Grader.WorkerCommand(IsUnsafe),
            Kit = Kit.Version(Repository.Library) + (IsUnsafe ? " unsafe" : ""),
            Jobs = Jobs,
        });
        Merge.Sign(Folder, null); // an unfinished share is none
        IReadOnlyList<GradedSubmission> graded;
        using (var line = new ProgressLine())
            graded = await run.RunAsync(entries, lessons, line, cancel);
        if (!cancel.IsCancellationRequested)
            Merge.Sign(Folder, Shard);
        return new GradeReport(Folder, Rules).Write(graded, found.NotUnderstood, cancel.IsCancellationRequested);
    }
}
