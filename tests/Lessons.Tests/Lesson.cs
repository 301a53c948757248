using System.Globalization;
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

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "notebooks", file);

    /// <summary>A cell that takes the libraries that these tests were built with.</summary>
    public static string OnTheseLibraries(string source) => source.Replace("../build/lib/", AppContext.BaseDirectory, StringComparison.Ordinal);

    /// <summary>An exercise's cell with another answer between the marks of its solution.</summary>
    public static string WithSolution(string source, string answer)
    {
        const string Begin = "// BEGIN SOLUTION", End = "// END SOLUTION";
        var (begin, end) = (source.IndexOf(Begin, StringComparison.Ordinal), source.IndexOf(End, StringComparison.Ordinal));
        Assert.True(0 <= begin && begin < end, "The exercise has no region between the solution's marks.");
        return source[..begin] + answer + source[(end + End.Length)..];
    }

    /// <summary>Runs cells of the notebook, changed where the test wants to know what happens then.</summary>
    public async Task RunAsync(IEnumerable<string> cells, Func<string, string>? change = null)
    {
        foreach (var id in cells)
        {
            var error = (await TryAsync(id, change)).Error;
            Assert.True(error is null, $"Cell '{id}': {error?.Value}");
        }
    }

    /// <summary>Runs an exercise's check.</summary>
    /// <returns>The points that it gives, and what it tells.</returns>
    public async Task<(double Points, string Told)> CheckAsync(string id)
    {
        var (sum, told) = ((string?)null, new StringBuilder());
        var result = await TryAsync(id, onOutput: output =>
        {
            if (output is StreamOutput stream) told.Append(stream.Text);
            if (output is ResultOutput value) sum = value.Data.Text(MimeBundle.PlainText);
        });
        var all = notebook.Cells.Single(cell => cell.Id == id).Points;
        return (!result.Success ? 0 : sum is null ? all : double.Parse(sum, CultureInfo.InvariantCulture), $"{told}{result.Error?.Value}");
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

    private async Task<CellResult> TryAsync(string id, Func<string, string>? change = null, Action<CellOutput>? onOutput = null)
    {
        var source = OnTheseLibraries(notebook.Cells.Single(cell => cell.Id == id).Source);
        return await session.RunAsync(change is null ? source : change(source), onOutput ?? (_ => { }));
    }
}
