using Course.Notebooks;

namespace Course.Grading.Tests.Execution;

/// <summary>A lesson of two exercises and a grader of it, for all tests of a class; processes are those of this assembly.</summary>
public sealed class SmallLesson : IAsyncDisposable
{
    public const string RightMean = "double Mean(double[] x) => x.Sum() / x.Length;";

    public const string RightShift = """
        double Shift(double x)
        {
            if (x < 0) throw new ArgumentOutOfRangeException(nameof(x), "must not be negative");
            return x + offset;
        }
        """;

    public const string MeanChecks = """
        Check.Near(2, Mean([1, 2, 3]), what: "the mean of 1, 2, 3", hint: "Divide by how many there are.");
        // BEGIN HIDDEN TESTS
        Check.Near(-7.25, Mean([-7.25]), what: "the mean of one number");
        // END HIDDEN TESTS
        """;

    public const string ShiftChecks = """
        Check.Part(1, "moves a number", () => Check.Near(13, Shift(3)))
        + Check.Part(2, "refuses what is negative", () =>
            Check.Throws<ArgumentOutOfRangeException>(() => Shift(-1), "a negative number"))
        // BEGIN HIDDEN TESTS
        + Check.Part(1, "moves zero", () => Check.Near(10, Shift(0)))
        // END HIDDEN TESTS
        """;

    internal static readonly PlannedCell SetUp = new("setup", CellRole.Locked, $$"""
        #r "{{typeof(Course.Exercises.Check).Assembly.Location}}"
        using Course.Exercises;
        var offset = 10.0;
        """, IsTrusted: true);

    private readonly SubmissionGrader _grader;

    public SmallLesson()
        : this(Options)
    {
    }

    internal SmallLesson(GraderOptions options)
    {
        var lesson = new LessonSource("small", new NotebookDocument(), AppContext.BaseDirectory);
        _grader = new(lesson, Plan(RightMean, RightShift), options);
    }

    /// <summary>Without a sandbox, so that tests run everywhere; what the sandbox keeps out has tests of its own.</summary>
    internal static GraderOptions Options { get; } = new()
    {
        ExecutorCommand = ["dotnet", typeof(SmallLesson).Assembly.Location, "executor"],
        Sandbox = new() { Unsafe = true },
    };

    /// <summary>Grades answers; each may be followed by a cell of the student's own.</summary>
    internal async Task<IReadOnlyList<CellGrade>> GradeAsync(string mean, string shift, string? own = null, IProgress<CellGrade>? progress = null)
    {
        var plan = Plan(mean, shift, isTrusted: false);
        if (own is not null)
            plan = plan with { Cells = [.. plan.Cells.Take(2), new("own", CellRole.Other, own, IsTrusted: false), .. plan.Cells.Skip(2)] };
        return (await _grader.GradeAsync("ada", plan, progress)).Cells;
    }

    public ValueTask DisposeAsync() => _grader.DisposeAsync();

    private static GradingPlan Plan(string mean, string shift, bool isTrusted = true) => new(
        [
            SetUp,
            new("exercise-1", CellRole.Solution, mean, isTrusted),
            new("check-1", CellRole.Check, MeanChecks, IsTrusted: true, Points: 3),
            new("exercise-2", CellRole.Solution, shift, isTrusted),
            new("check-2", CellRole.Check, ShiftChecks, IsTrusted: true, Points: 4),
            new("exercise-3", CellRole.Manual, "Why?", IsTrusted: false, Points: 2),
        ],
        []);
}
