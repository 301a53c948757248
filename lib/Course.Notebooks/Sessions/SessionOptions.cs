namespace Course.Notebooks;

/// <summary>How a <see cref="CSharpSession"/> runs.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// The folder from which relative paths in <c>#r</c> and <c>#load</c> are taken: the notebook's folder.
    /// Files that a cell opens by a relative path are taken from the process's current directory, which the caller sets.
    /// </summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>
    /// Where else a relative path in <c>#r</c> is taken from when the file is not there: a lesson's copy that lies in
    /// another folder still finds the library. Null: nowhere else.
    /// </summary>
    public string? LibraryDirectory { get; init; }

    /// <summary>How many characters of text one cell may print before the rest is counted and left out.</summary>
    public int MaxTextPerCell { get; init; } = 1_000_000;

    /// <summary>
    /// How many displays and results one cell may show before the rest is counted and left out; updates of a display
    /// are not counted.
    /// </summary>
    public int MaxOutputsPerCell { get; init; } = 1000;

    /// <summary>How many characters all representations of one cell's displays and results may have together.</summary>
    public long MaxOutputSizePerCell { get; init; } = 50_000_000;

    /// <summary>
    /// Packages that the caller has: the package's name, and the assemblies that <c>#r "nuget: …"</c> of it then
    /// references instead of asking NuGet. The cell says so.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ProvidedPackages { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Asks the person at the notebook; gives null where there is no answer, which a cell sees as the end of the input.
    /// Null: there is nobody to ask, and a cell that does fails in words.
    /// </summary>
    public Func<InputRequest, CancellationToken, Task<string?>>? Input { get; init; }
}
