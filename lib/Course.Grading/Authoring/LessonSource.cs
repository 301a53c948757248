using Course.Notebooks;

namespace Course.Grading;

/// <summary>A lesson as its instructor wrote it, with solutions and hidden tests.</summary>
/// <param name="Name">The file's name without its ending, such as <c>06-momentum</c>.</param>
/// <param name="Document">The notebook.</param>
/// <param name="Folder">The folder from which relative paths in <c>#r</c> are taken.</param>
public sealed record LessonSource(string Name, NotebookDocument Document, string Folder)
{
    /// <summary>Reads a lesson.</summary>
    /// <param name="path">The notebook's file.</param>
    /// <exception cref="NotebookFormatException">The file is no notebook.</exception>
    public static LessonSource Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(Path.GetFileNameWithoutExtension(path), NotebookDocument.Load(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
