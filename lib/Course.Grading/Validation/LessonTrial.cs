namespace Course.Grading;

/// <summary>What only running shows of a lesson: the other half of <see cref="LessonRules"/>.</summary>
public static class LessonTrial
{
    /// <summary>Grades the lesson with its solutions, and then as it is released.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="options">How it is graded.</param>
    /// <param name="slow">How long an exercise may take before it is told of.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What was found, in the order of the cells.</returns>
    /// <exception cref="AuthoringException">A region or a cell's metadata are wrong.</exception>
    public static async Task<IReadOnlyList<LessonProblem>> RunAsync(LessonSource lesson, GraderOptions options, TimeSpan slow, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(options);
        var released = GradingPlan.Restore(lesson, Release.Notebook(lesson));
        var grader = new SubmissionGrader(lesson, options);
        await using (grader.ConfigureAwait(false))
        {
            try
            {
                await grader.WarmAsync().WaitAsync(cancel).ConfigureAwait(false);
                var empty = await grader.GradeAsync("released", released, cancel: cancel).ConfigureAwait(false);
                var times = new CellTimes(); // now that all is warm, as it is for all but the first submission of a class
                var solved = await grader.GradeAsync("solution", GradingPlan.Restore(lesson, null), times, cancel).ConfigureAwait(false);
                return TrialFindings.Of(solved, times.Seconds, empty, slow.TotalSeconds);
            }
            catch (GradingException problem)
            {
                return [new LessonProblem(lesson.Name, null, null, false, problem.Message)];
            }
        }
    }
}
