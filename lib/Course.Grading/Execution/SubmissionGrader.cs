namespace Course.Grading;

/// <summary>
/// Grades submissions of one lesson, one at a time: the lesson is compiled once, and a process for the next submission is
/// made ready while one is graded.
/// </summary>
public sealed class SubmissionGrader : IAsyncDisposable
{
    private readonly LessonSource _lesson;
    private readonly GraderOptions _options;
    private readonly Lazy<Task<(LessonCompiler Compiler, ExecutorSupply Supply)>> _ready;

    /// <param name="lesson">The lesson as its instructor wrote it.</param>
    /// <param name="options">How it is graded.</param>
    /// <exception cref="AuthoringException">A cell of the lesson is marked wrongly.</exception>
    public SubmissionGrader(LessonSource lesson, GraderOptions options)
        : this(lesson, GradingPlan.Restore(lesson, null), options)
    {
    }

    internal SubmissionGrader(LessonSource lesson, GradingPlan source, GraderOptions options)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(options);
        (_lesson, _options) = (lesson, options);
        _ready = new(() => Task.Run(() =>
        {
            var compiler = new LessonCompiler(lesson.Folder, source, options);
            var supply = new ExecutorSupply(compiler, options);
            supply.Prepare();
            return (compiler, supply);
        }));
    }

    /// <summary>Compiles the lesson and begins to make a process ready; grading does so by itself.</summary>
    /// <exception cref="GradingException">The lesson does not compile.</exception>
    /// <exception cref="SandboxException">There is no sandbox here, and the options do not go without.</exception>
    public Task WarmAsync() => _ready.Value;

    /// <summary>Grades a submission; whatever its code does is part of the result.</summary>
    /// <param name="student">Who handed it in.</param>
    /// <param name="plan">The submission, made whole.</param>
    /// <param name="progress">Gets each grade as soon as it is known.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="GradingException">The lesson does not compile, or its own cells do not run here.</exception>
    /// <exception cref="SandboxException">There is no sandbox here, and the options do not go without.</exception>
    public async Task<SubmissionResult> GradeAsync(string student, GradingPlan plan, IProgress<CellGrade>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(plan);
        var (compiler, supply) = await _ready.Value.WaitAsync(cancel).ConfigureAwait(false);
        var run = new SubmissionRun(compiler, supply, plan, _options, cancel);
        await using (run.ConfigureAwait(false))
        {
            var grades = new List<CellGrade>();
            await foreach (var grade in run.GradesAsync().ConfigureAwait(false))
            {
                grades.Add(grade);
                progress?.Report(grade);
            }

            return new(student, _lesson.Name, grades, plan.Remarks);
        }
    }

    /// <summary>Ends the process that waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ready.IsValueCreated && _ready.Value.IsCompletedSuccessfully)
            await (await _ready.Value.ConfigureAwait(false)).Supply.DisposeAsync().ConfigureAwait(false);
    }
}
