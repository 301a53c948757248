using System.Text;
using Course.Notebooks;

namespace Lessons.Tests;

/// <summary>A lesson's notebook whose cells run one by one, on the libraries that these tests were built with.</summary>
internal sealed class Lesson : IAsyncDisposable
{
    private readonly NotebookDocument notebook;
    private readonly CSharpSession session;

    public Lesson(string file)
    {
        notebook = NotebookDocument.Load(PathOf(file));
        session = new CSharpSession(new SessionOptions { WorkingDirectory = Path.GetDirectoryName(PathOf(file))! });
    }

    /// <summary>How many exercises the lesson has.</summary>
    public int Exercises => notebook.Cells.Count(cell => cell.IsSolution);

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "notebooks", file);

    /// <summary>Runs cells of the notebook, changed where the test wants to know what happens then.</summary>
    public async Task RunAsync(IEnumerable<string> cells, Func<string, string>? change = null)
    {
        foreach (var id in cells)
        {
            var error = (await TryAsync(id, change)).Error;
            Assert.True(error is null, $"Cell '{id}': {error?.Value}");
        }
    }

    /// <summary>Runs one cell of the notebook, which may fail.</summary>
    public async Task<CellResult> TryAsync(string id, Func<string, string>? change = null)
    {
        var source = notebook.Cells.Single(cell => cell.Id == id).Source;
        source = source.Replace("../build/lib/", AppContext.BaseDirectory, StringComparison.Ordinal);
        return await session.RunAsync(change is null ? source : change(source), _ => { });
    }

    /// <summary>What a piece of C# prints after the cells that have run.</summary>
    public async Task<string> PrintAsync(string source)
    {
        var text = new StringBuilder();
        var result = await session.RunAsync(source, output =>
        {
            if (output is StreamOutput stream) text.Append(stream.Text);
        });
        Assert.True(result.Success, result.Error?.Value);
        return text.ToString();
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
