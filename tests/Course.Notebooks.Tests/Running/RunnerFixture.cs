using System.Text.Json.Nodes;
using Course.Notebooks.Running;

namespace Course.Notebooks.Tests.Running;

/// <summary>Runs notebooks made of a few cells, with this assembly as the worker.</summary>
public sealed class RunnerFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunOptions Options => new()
    {
        OutputFolder = _folder.File("out"),
        WorkerCommand = ["dotnet", typeof(RunnerFixture).Assembly.Location, "worker"],
        MaxParallel = 1,
    };

    public string Folder => _folder.Path;

    public static NotebookCell Cell(string source, params string[] tags)
    {
        var cell = new NotebookCell(CellType.Code, source);
        if (tags.Length > 0)
            cell.Metadata["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        return cell;
    }

    public string Write(string name, params NotebookCell[] cells)
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellType.Markdown, "# A test"));
        foreach (var cell in cells)
            document.Cells.Add(cell);
        var path = _folder.File(name + ".ipynb");
        document.Save(path);
        return path;
    }

    public async Task<(NotebookResult Result, List<NotebookCell> Code)> RunAsync(RunOptions options, params NotebookCell[] cells)
    {
        var results = await new NotebookRunner(options).RunAsync([Write("test", cells)]);
        var result = Assert.Single(results);
        var executed = NotebookDocument.Load(result.OutputPath!);
        NbformatCheck.IsValid(JsonNode.Parse(await File.ReadAllTextAsync(result.OutputPath!))!.AsObject());
        return (result, [.. executed.Cells.Where(cell => cell.Type == CellType.Code)]);
    }

    public static string Stream(NotebookCell cell, string name = StreamOutput.StandardOutput) =>
        string.Concat(Outputs(cell).OfType<StreamOutput>().Where(stream => stream.Name == name).Select(stream => stream.Text));

    public static ErrorOutput? Error(NotebookCell cell) => Outputs(cell).OfType<ErrorOutput>().SingleOrDefault();

    public static IEnumerable<CellOutput> Outputs(NotebookCell cell) => cell.Outputs.Select(output => CellOutput.FromJson(output!.AsObject()));

    public void Dispose() => _folder.Dispose();
}
