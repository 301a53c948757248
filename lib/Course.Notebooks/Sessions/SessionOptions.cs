namespace Course.Notebooks;

/// <summary>How a <see cref="CSharpSession"/> runs.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// The folder from which relative paths in <c>#r</c> and <c>#load</c> are taken: the notebook's folder.
    /// It becomes the process's current directory only where the caller sets that.
    /// </summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>How many characters of text one cell may print before the rest is counted and left out.</summary>
    public int MaxTextPerCell { get; init; } = 1_000_000;
}
