namespace Course.Notebooks.Tests.Sessions;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notebook_runs_cell_by_cell()
    {
        var notebook = new NotebookDocument();
        notebook.Cells.Add(new NotebookCell(CellType.Markdown, "# A title"));
        notebook.Cells.Add(new NotebookCell(CellType.Code, "var imported = 1;"));
        notebook.Cells.Add(new NotebookCell(CellType.Code, "Console.Write(\"ran\"); imported += 1;\nimported"));
        notebook.Save(_folder.File("other.ipynb"));
        await using var session = Start();

        Assert.Equal("3", await session.RunAsync("#!import other.ipynb\nimported + 1"));

        Assert.Equal("ran", session.Printed);
        Assert.Equal("# A title", session.Outputs.OfType<DisplayOutput>().First().Data.Text("text/markdown"));
    }

    [Fact]
    public async Task A_dib_file_runs_part_by_part()
    {
        File.WriteAllText(_folder.File("other.dib"), "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!csharp\n\nvar imported = 1;\n\n#!markdown\n\ntext\n\n#!csharp\n\nimported++;\n");
        await using var session = Start();

        Assert.Equal("2", await session.RunAsync("#!import \"other.dib\"\nimported"));
    }

    [Fact]
    public async Task A_script_runs_with_its_paths_taken_from_its_own_folder()
    {
        Directory.CreateDirectory(_folder.File("sub"));
        File.WriteAllText(_folder.File("sub/one.csx"), "#!import two.csx\n#load \"three.csx\"\nvar one = two + three;");
        File.WriteAllText(_folder.File("sub/two.csx"), "var two = 2;");
        File.WriteAllText(_folder.File("sub/three.csx"), "var three = 3;");
        await using var session = Start();

        Assert.Equal("5", await session.RunAsync("#!import sub/one.csx\none"));
    }

    [Fact]
    public async Task A_file_with_namespaces_makes_its_types_known_to_later_cells()
    {
        File.WriteAllText(_folder.File("Shapes.cs"), """
            namespace Shapes;

            public record Circle(double Radius);

            public static class Extensions
            {
                public static double Area(this Circle circle) => Math.PI * circle.Radius * circle.Radius;

                public static void Forever()
                {
                    Console.Write(1);
                    while (true) { }
                }

                public static int Fail(int x) => 1 / x;
            }
            """);
        await using var session = Start();
        await session.RunAsync("#!import Shapes.cs\nusing Shapes;\nvar circle = new Circle(2);");

        Assert.Equal("12.57", await session.RunAsync("circle.Area().ToString(\"0.00\")"));
        Assert.Contains((await session.CompleteAsync("circle.Ar|")).Items, item => item.Text == "Area");
        Assert.Equal(ErrorOutput.Cancelled, (await session.StopAsync("Extensions.Forever();")).Error?.Name);
        Assert.Contains("   at Shapes.cs, line 15, in Fail", (await session.FailAsync("Extensions.Fail(0)")).Traceback);

        Assert.Equal("2", await session.RunAsync("#!import Shapes.cs\ncircle.Radius"));
        File.AppendAllText(_folder.File("Shapes.cs"), "public class More { }");
        Assert.Contains("restart the session", (await session.FailAsync("#!import Shapes.cs")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_namespaces_sees_the_libraries_of_the_session_but_tells_its_errors_itself()
    {
        File.WriteAllText(_folder.File("Bad.cs"), "namespace Bad;\npublic class Wrong\n{\n    missing Field;\n}");
        File.WriteAllText(_folder.File("First.cs"), "namespace First { public class One { } }");
        File.WriteAllText(_folder.File("Second.cs"), "public class Two : First.One { }");
        await using var session = Start();

        Assert.Contains("Bad.cs(4,5): error CS0246", (await session.FailAsync("#!import Bad.cs")).Value, StringComparison.Ordinal);
        Assert.Equal("True", await session.RunAsync("#!import First.cs\n#!import Second.cs\nnew Two() is First.One"));
    }

    [Fact]
    public async Task A_cs_file_with_statements_runs_as_a_script()
    {
        File.WriteAllText(_folder.File("Script.cs"), "var fromScript = 4;\nint Twice(int x) => 2 * x;");
        await using var session = Start();

        Assert.Equal("8", await session.RunAsync("#!import Script.cs\nTwice(fromScript)"));
    }

    [Theory]
    [InlineData("#!import none.csx", "There is no file 'none.csx'")]
    [InlineData("#!import", "Which file?")]
    [InlineData("#!import script.fsx", "'.fsx' cannot be imported")]
    [InlineData("#!import self.csx", "imports itself: self.csx → self.csx")]
    [InlineData("#!import python.ipynb", "is a notebook in python")]
    [InlineData("#!import broken.ipynb", "broken.ipynb")]
    public async Task What_cannot_be_imported_says_why(string source, string words)
    {
        File.WriteAllText(_folder.File("script.fsx"), "let x = 1");
        File.WriteAllText(_folder.File("self.csx"), "#!import self.csx");
        File.WriteAllText(_folder.File("broken.ipynb"), "{");
        File.WriteAllText(_folder.File("python.ipynb"), """{"cells":[],"metadata":{"kernelspec":{"name":"python3","language":"python","display_name":"p"}},"nbformat":4,"nbformat_minor":5}""");
        await using var session = Start();

        Assert.Contains(words, (await session.FailAsync(source)).Value, StringComparison.Ordinal);
        Assert.Equal("2", await session.RunAsync("1+1"));
    }

    private TestSession Start() => new(new SessionOptions { WorkingDirectory = _folder.Path });
}
