namespace Course.Grading;

/// <summary>What a file is by its name.</summary>
internal static class FileKinds
{
    private static readonly string[] _droppings = [".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>Whether it is a notebook; browsers add endings such as <c>.ipynb.json</c> or <c>.ipynb (1)</c>.</summary>
    public static bool IsNotebook(string path) => Name(path).Contains(".ipynb", StringComparison.OrdinalIgnoreCase) && !IsArchive(path);

    /// <summary>Whether it is a zip archive.</summary>
    public static bool IsArchive(string path) => Name(path).EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is what Windows and macOS leave behind, which nobody handed in.</summary>
    public static bool IsDropping(string path) => path.Split('/') is var parts && (parts.Any(_droppings.Contains) || parts[^1].StartsWith("._", StringComparison.Ordinal));

    /// <summary>Whether it is a state that Jupyter kept, rather than what was handed in.</summary>
    public static bool IsCheckpoint(string path) => path.Split('/').Contains(".ipynb_checkpoints");

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
