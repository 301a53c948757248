using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>The students' version of a lesson: what nbgrader's <c>generate_assignment</c> makes of the source.</summary>
public static class Release
{
    /// <summary>What stands in place of a solution in code.</summary>
    public const string CodeStub = "// YOUR CODE HERE\nthrow new NotImplementedException();";

    /// <summary>What stands in place of a solution in words.</summary>
    public const string TextStub = "YOUR ANSWER HERE";

    /// <summary>
    /// A lesson without solutions, hidden tests, mark schemes and outputs, its cells locked as far as they are the lesson's, with
    /// checksums. Nothing of a region goes out, whatever cell it stands in.
    /// </summary>
    /// <exception cref="AuthoringException">A region or a cell's metadata are wrong.</exception>
    public static NotebookDocument Notebook(LessonSource lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        var notebook = NotebookDocument.Parse(lesson.Document.ToJson());
        notebook.Metadata.Remove("celltoolbar");
        foreach (var cell in notebook.Cells)
        {
            try
            {
                Clear(cell);
            }
            catch (AuthoringException error)
            {
                throw new AuthoringException($"{lesson.Name}: {error.Message}");
            }
        }

        return notebook;
    }

    /// <summary>A cell's text without what students must not see.</summary>
    internal static string Clear(string source, CellType type, NbgraderMetadata? metadata, IReadOnlyList<Region> regions)
    {
        var stub = (type == CellType.Code ? CodeStub : TextStub).Split('\n');
        return metadata is { Solution: true } && regions.All(region => region.Kind != RegionKind.Solution)
            ? string.Join('\n', stub)
            : Regions.Replace(source, regions, region => region.Kind == RegionKind.Solution ? stub.Select(line => region.Indent + line) : []);
    }

    private static void Clear(NotebookCell cell)
    {
        cell.ClearOutputs();
        cell.Metadata.Remove("collapsed");
        cell.Metadata.Remove("scrolled");
        var metadata = NbgraderMetadata.Read(cell);
        var cleared = Clear(cell.Source, cell.Type, metadata, Regions.Of(cell));
        if (cleared != cell.Source) cell.Source = cleared;
        if (metadata is null || !(metadata.Solution || metadata.IsLocked)) return;
        NbgraderMetadata.Put(cell.Metadata, "deletable", JsonValue.Create(false));
        if (metadata.IsLocked) NbgraderMetadata.Put(cell.Metadata, "editable", JsonValue.Create(false));
        (metadata with { CellType = cell.Type, Checksum = Checksum.Of(cell, metadata) }).Write(cell);
    }
}
