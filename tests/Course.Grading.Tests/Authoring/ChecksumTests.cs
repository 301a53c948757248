using Course.Notebooks;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class ChecksumTests
{
    /// <summary>MD5 of "return 2 * x;codeFalseTrueFalseanswer", as Python's hashlib gives it.</summary>
    [Fact]
    public void It_is_the_MD5_of_what_nbgrader_puts_together() =>
        Assert.Equal("258f6c18e212ab9495155f59e962e311", Of(Alone(Code("answer", "return 2 * x;", Marks("answer", solution: true)))));

    [Theory]
    [InlineData(2, "2.0")]
    [InlineData(0, "0.0")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1_000_000, "1000000.0")]
    public void Points_are_written_as_Python_writes_them(double points, string text) => Assert.Equal(text, Checksum.PythonText(points));

    [SkippableFact]
    public void It_is_what_nbgrader_computes_for_every_kind_of_cell()
    {
        var cells =
            from type in new[] { CellType.Code, CellType.Markdown }
            from flags in Enumerable.Range(0, 8)
            let id = $"{type}-{flags}"
            let marks = Marks(id, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0, points: (flags & 1) > 0 ? flags + 0.1 : null)
            select type == CellType.Code ? Code(id, "var π = \"é\";\n\n// 𝛁", marks) : Text(id, "", marks);
        using var folder = new TemporaryFolder();
        var notebook = Document([.. cells]);
        notebook.Save(folder.File("all.ipynb"));

        var theirs = Nbgrader.Answer<Dictionary<string, string>[]>("checksum", folder.File("all.ipynb"))[0];
        Assert.Equal(16, theirs.Count);
        Assert.All(notebook.Cells, cell => Assert.Equal(theirs[cell.Id], Checksum.Of(cell, Raw(cell))));
    }

    private static string Of(NotebookCell cell) => Checksum.Of(cell, NbgraderMetadata.Read(cell)!);

    /// <summary>The flags as they are written, also such as no cell may have together.</summary>
    private static NbgraderMetadata Raw(NotebookCell cell) => new()
    {
        GradeId = cell.Id,
        Grade = cell.IsGraded,
        Solution = cell.IsSolution,
        Locked = cell.Nbgrader!["locked"]!.GetValue<bool>(),
        Points = cell.IsGraded ? cell.Points : null,
    };
}
