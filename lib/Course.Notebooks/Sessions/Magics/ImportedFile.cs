using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>A file that <c>#!import</c> names, as parts of a cell.</summary>
/// <param name="Parts">What is in it, each with what errors and stack traces call it.</param>
internal sealed record ImportedFile(IReadOnlyList<(string Path, CellPart Part)> Parts)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="CellException">It cannot be imported; the message says why.</exception>
    public static ImportedFile Read(string path, MagicLine line)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".ipynb" => Notebook(path, line),
                ".dib" or ".csx" or ".cs" => Of(path, CellParser.Parse(File.ReadAllText(path)).Parts.Where(part => part is not TextPart { Language: Magic.Meta })),
                ".html" => Of(path, [new TextPart(Magic.Html, File.ReadAllText(path), null)]),
                ".md" => Of(path, [new TextPart(Magic.Markdown, File.ReadAllText(path), null)]),
                ".js" => Of(path, [new TextPart(Magic.JavaScript, File.ReadAllText(path), null)]),
                var extension => throw line.Error($"A file '{extension}' cannot be imported; {line.Magic.Usage} takes .ipynb, .dib, .csx, .cs, .html, .md and .js."),
            };
        }
        catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            throw line.Error(error.Message);
        }
    }

    private static ImportedFile Of(string path, IEnumerable<CellPart> parts) => new([.. parts.Select(part => (path, part))]);

    private static ImportedFile Notebook(string path, MagicLine line)
    {
        var notebook = NotebookDocument.Load(path);
        if (notebook.Language is { } language && language is not ("C#" or "csharp" or "polyglot-notebook"))
            throw line.Error($"{Path.GetFileName(path)} is a notebook in {language}; only one in C# can be imported.");

        var parts = new List<(string, CellPart)>();
        for (var i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (cell.Type == CellType.Markdown)
                parts.Add((path, new TextPart(Magic.Markdown, cell.Source, null)));
            else if (cell.Type == CellType.Code)
                parts.AddRange(CellParser.Parse(InItsLanguage(cell)).Parts.Select(part => ($"{path} cell {i + 1}", part)));
        }

        return new ImportedFile(parts);
    }

    /// <summary>A cell of a notebook of several languages names its own in its metadata.</summary>
    private static string InItsLanguage(NotebookCell cell)
    {
        var name = (cell.Metadata["polyglot_notebook"] as JsonObject)?["kernelName"] ?? (cell.Metadata["dotnet_interactive"] as JsonObject)?["language"];
        return PythonText.Join(name) is { } language and not Magic.CSharp ? $"#!{language}\n{cell.Source}" : cell.Source;
    }
}
