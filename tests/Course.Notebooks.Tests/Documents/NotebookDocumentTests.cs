using System.Text;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Tests.Documents;

public class NotebookDocumentTests
{
    private static readonly string _jupyter = Path.Combine(AppContext.BaseDirectory, "Documents", "Data", "jupyter.ipynb");

    [Fact]
    public void A_file_that_Jupyter_wrote_is_saved_as_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var copy = folder.File("copy.ipynb");

        NotebookDocument.Load(_jupyter).Save(copy);

        Assert.Equal(File.ReadAllBytes(_jupyter), File.ReadAllBytes(copy));
    }

    [Fact]
    public void Cells_give_their_type_id_source_and_tags()
    {
        var cells = NotebookDocument.Load(_jupyter).Cells;

        Assert.Equal([CellType.Markdown, CellType.Code, CellType.Raw], cells.Select(cell => cell.Type));
        Assert.Equal(["intro", "c0de_-1", "r"], cells.Select(cell => cell.Id));
        Assert.Equal("# Überschrift ∇f(w) 😀\n\nQuotes \" and \\ and a tab\t, <b>html</b> & 'more'", cells[0].Source);
        Assert.Equal(["a", "b"], cells[0].Tags);
        Assert.Equal("", cells[1].Source);
        Assert.Equal(3, cells[1].ExecutionCount);
        Assert.Null(cells[0].ExecutionCount);
    }

    [Fact]
    public void A_source_is_written_as_a_list_of_its_lines()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellType.Code, "a\nb\r\nc\rd\n"));
        document.Cells.Add(new NotebookCell(CellType.Markdown));

        var cells = JsonNode.Parse(document.ToJson())!["cells"]!;

        Assert.Equal("""["a\n","b\r\n","c\r","d\n"]""", cells[0]!["source"]!.ToJsonString());
        Assert.Equal("[]", cells[1]!["source"]!.ToJsonString());
    }

    [Fact]
    public void A_source_given_as_one_string_is_read()
    {
        var document = NotebookDocument.Parse("""{"cells":[{"cell_type":"code","id":"a","metadata":{},"outputs":[],"execution_count":null,"source":"x\ny"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");

        Assert.Equal("x\ny", document.Cells[0].Source);
        Assert.Contains("\"source\": [\n    \"x\\n\",\n    \"y\"\n   ]", document.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Older_minor_versions_are_brought_to_4_5_with_ids_that_are_the_same_each_time()
    {
        const string Old = """
            {"cells":[
             {"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":["x"]},
             {"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":["x"]},
             {"cell_type":"markdown","metadata":{},"source":["x"]}],"metadata":{},"nbformat":4,"nbformat_minor":2}
            """;

        var document = NotebookDocument.Parse(Old);

        Assert.Equal(3, document.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.All(document.Cells, cell => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", cell.Id));
        Assert.Equal(document.ToJson(), NotebookDocument.Parse(Old).ToJson());
        var json = JsonNode.Parse(document.ToJson())!;
        Assert.Equal(5, (int)json["nbformat_minor"]!);
        Assert.Equal(["cell_type", "execution_count", "id", "metadata", "outputs", "source"], json["cells"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void A_double_or_invalid_id_is_replaced_and_the_first_kept()
    {
        var document = NotebookDocument.Parse("""
            {"cells":[
             {"cell_type":"markdown","id":"same","metadata":{},"source":[]},
             {"cell_type":"markdown","id":"same","metadata":{},"source":[]},
             {"cell_type":"markdown","id":"not valid!","metadata":{},"source":[]}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);

        Assert.Equal("same", document.Cells[0].Id);
        Assert.Equal(3, document.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", document.Cells[2].Id);
    }

    [Fact]
    public void A_newer_minor_version_and_what_it_brings_are_kept()
    {
        var document = NotebookDocument.Parse("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":7,"new":{"a":1}}""");

        Assert.Equal("{\n \"cells\": [],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 7,\n \"new\": {\n  \"a\": 1\n }\n}\n", document.ToJson());
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_with_the_line()
    {
        var whole = File.ReadAllBytes(_jupyter);
        using var folder = new TemporaryFolder();
        var path = folder.File("cut.ipynb");
        // The last two bytes are the closing brace and the newline.
        for (var length = 1; length < whole.Length - 1; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);

            var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load(path));

            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Matches(@"\bline \d+", error.Message);
            Assert.Equal(whole[..length], File.ReadAllBytes(path));
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "is empty")]
    [InlineData("hello", "at line 1, position 1")]
    [InlineData("{\n\"cells\": [],\n\"cells\": []}", "'cells'")]
    [InlineData("[]", "is not an object")]
    [InlineData("{}", "no number 'nbformat'")]
    [InlineData("""{"nbformat":"4"}""", "no number 'nbformat'")]
    [InlineData("""{"nbformat":3,"nbformat_minor":0,"worksheets":[]}""", "nbformat 3, expected nbformat 4. Convert it with `jupyter nbconvert")]
    [InlineData("""{"nbformat":5,"nbformat_minor":0}""", "nbformat 5, expected nbformat 4")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5}""", "no list 'cells'")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[],"metadata":3}""", "'metadata' is not an object")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[7]}""", "cell 1 is not an object")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"heading","source":""}]}""", "cell 1 has the cell_type 'heading'")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code"}]}""", "cell 1 has no text 'source'")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":[1]}]}""", "cell 1 has no text 'source'")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":"","outputs":[1]}]}""", "cell 1 has 'outputs'")]
    public void What_is_no_notebook_is_refused_in_words(string text, string expected)
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("latin.ipynb");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("""{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["é"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}"""));

        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load(path));

        Assert.Contains("line 1 is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse("""{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["\ud83d"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}"""));

        Assert.Contains("surrogate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("bom.ipynb");
        File.WriteAllText(path, File.ReadAllText(_jupyter), new UTF8Encoding(true));

        Assert.Equal(File.ReadAllText(_jupyter), NotebookDocument.Load(path).ToJson());
    }

    [Fact]
    public void A_document_that_cannot_be_written_leaves_the_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("kept.ipynb");
        File.WriteAllText(path, "before");
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellType.Markdown, "half of a pair: \ud83d"));

        Assert.ThrowsAny<Exception>(() => document.Save(path));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_is_gone_is_made_again()
    {
        using var folder = new TemporaryFolder();

        new NotebookDocument().Save(folder.File("gone/new.ipynb"));

        Assert.True(File.Exists(folder.File("gone/new.ipynb")));
    }

    [Fact]
    public void A_failed_replacement_leaves_no_file_behind()
    {
        using var folder = new TemporaryFolder();
        var path = Directory.CreateDirectory(folder.File("a-folder.ipynb")).FullName;

        Assert.ThrowsAny<SystemException>(() => new NotebookDocument().Save(path));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Cells_can_be_moved_within_a_notebook_and_not_shared_between_two()
    {
        var one = NotebookDocument.Load(_jupyter);
        var cell = one.Cells[0];
        Assert.Throws<ArgumentException>(() => new NotebookDocument().Cells.Add(cell));

        one.Cells.RemoveAt(0);
        one.Cells.Add(cell);

        Assert.Equal(["c0de_-1", "r", "intro"], NotebookDocument.Parse(one.ToJson()).Cells.Select(other => other.Id));
    }
}
