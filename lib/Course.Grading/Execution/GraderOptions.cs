namespace Course.Grading;

/// <summary>How submissions are graded.</summary>
public sealed record GraderOptions
{
    /// <summary>What starts the process that runs cells: a program and its arguments, which call <see cref="Executor.RunAsync"/>.</summary>
    public required IReadOnlyList<string> ExecutorCommand { get; init; }

    /// <summary>What that process may do and use.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>How long one cell may run.</summary>
    public TimeSpan CellLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the cells of one submission may run together.</summary>
    public TimeSpan NotebookLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where else a relative path in <c>#r</c> is taken from; null: only from the lesson's folder.</summary>
    public string? LibraryDirectory { get; init; }

    /// <summary>The packages that cells may name by <c>#r "nuget: …"</c>, each with its assemblies.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ProvidedPackages { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether a student's code may use only what graded work needs; false only for one's own work.</summary>
    public bool Fenced { get; init; } = true;
}
