using System.Collections.Concurrent;
using System.Diagnostics;

namespace Course.Grading;

/// <summary>
/// Grades a class, several submissions at a time, and keeps each result as soon as it is there: a run that was ended, however, goes on where it was, and
/// what has not changed since is not graded again.
/// </summary>
/// <param name="options">Where to, and how.</param>
public sealed class GradeRun(GradeRunOptions options)
{
    private readonly Stopwatch _clock = new();
    private readonly Lock _count = new();
    private GradeProgress _progress = new(0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Grades submissions.</summary>
    /// <param name="entries">The submissions, one for each student and lesson.</param>
    /// <param name="lessons">Their lessons.</param>
    /// <param name="progress">Gets each step, from the thread that made it.</param>
    /// <param name="cancel">Stops the run within seconds; what is done stays.</param>
    /// <returns>A result for each submission, in the same order; also for those that could not be read or were not reached.</returns>
    /// <exception cref="GradingException">Another run writes into the folder, a lesson is broken, or the grader's own process does not start.</exception>
    /// <exception cref="IOException">A result cannot be written.</exception>
    public async Task<IReadOnlyList<GradedSubmission>> RunAsync(
        IReadOnlyList<SubmissionEntry> entries, IReadOnlyList<LessonSource> lessons, IProgress<GradeProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var held = Hold(options.Folder);
        _clock.Restart();
        var byName = lessons.ToDictionary(lesson => lesson.Name, lesson => new Blank(lesson), StringComparer.Ordinal);
        var results = new GradedSubmission[entries.Count];
        var open = new ConcurrentQueue<int>();
        for (var i = 0; i < entries.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var (entry, blank) = (entries[i], byName[entries[i].Lesson]);
            var key = Kit.KeyOf(SubmissionFile.Fingerprint(entry.Path), blank.Text, options.Kit);
            if (ResultFile.Load(ResultFile.PathOf(options.Folder, entry.Lesson, entry.Student)) is { IsSettled: true } kept && kept.Key == key)
            {
                results[i] = kept with { Entry = entry };
                continue;
            }

            results[i] = blank.Unfinished(entry, key, [], "The run was stopped before this submission was graded.");
            open.Enqueue(i);
        }

        var done = entries.Count - open.Count;
        _progress = new(done, entries.Count, done, results.Count(one => one.State == GradeState.NotRead), _clock.Elapsed);
        progress?.Report(_progress);
        // The first error ends the other workers too.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Jobs, open.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        return results;

        async Task WorkAsync()
        {
            try
            {
                await using var worker = new GradeWorkerSeat(options);
                while (!stop.IsCancellationRequested && open.TryDequeue(out var i))
                {
                    results[i] = await worker.GradeAsync(results[i], byName[entries[i].Lesson], stop.Token);
                    ResultFile.Save(options.Folder, results[i]);
                    Count(results[i].IsSettled && results[i].State == GradeState.Graded, progress);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What it was at is graded in the next run.
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private void Count(bool graded, IProgress<GradeProgress>? progress)
    {
        lock (_count)
        {
            _progress = _progress with { Done = _progress.Done + 1, Problems = _progress.Problems + (graded ? 0 : 1), Elapsed = _clock.Elapsed };
            progress?.Report(_progress);
        }
    }

    /// <summary>Keeps other runs out of the folder; the system lets go of it when this process ends, however it ends.</summary>
    private static FileStream Hold(string folder)
    {
        Directory.CreateDirectory(ResultFile.Folder(folder));
        try
        {
            var held = new FileStream(Path.Combine(ResultFile.Folder(folder), ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var unfinished in Directory.EnumerateFiles(ResultFile.Folder(folder), "*" + WholeFile.Unfinished, SearchOption.AllDirectories))
                File.Delete(unfinished);
            return held;
        }
        catch (IOException error) when (error.HResult is 11 or 35 or unchecked((int)0x80070020)) // EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION
        {
            throw new GradingException($"Another ./course grade writes into '{folder}' ({error.Message}). Wait for it, or give another --out.");
        }
    }
}
