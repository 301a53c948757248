using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Tests.Documents;

public class OutputTests
{
    public static TheoryData<CellOutput> EveryKind =>
    [
        new StreamOutput(StreamOutput.StandardError, "a\nb"),
        new DisplayOutput(MimeBundle.OfText("text"), "id-1"),
        new DisplayOutput(MimeBundle.OfText("text"), new JsonObject { ["image/png"] = new JsonObject { ["width"] = 3 } }),
        new UpdateDisplayOutput(MimeBundle.OfText("new"), [], "id-1"),
        new ResultOutput(4, MimeBundle.OfText("5")),
        new ErrorOutput("E", "v", ["E: v", "  at cell 1, line 2"]),
        new ClearOutput(true),
    ];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void What_an_output_writes_as_JSON_it_reads_back(CellOutput output)
    {
        var json = output.ToJson().ToJsonString();

        var back = CellOutput.FromJson(JsonNode.Parse(json)!.AsObject());

        Assert.IsType(output.GetType(), back);
        Assert.Equal(json, back.ToJson().ToJsonString());
    }

    [Fact]
    public void Text_is_kept_as_lines_and_JSON_as_JSON()
    {
        var bundle = new MimeBundle();
        bundle.Add(MimeBundle.Plotly, """{"data":[{"y":[1,2]}],"layout":{}}""");
        bundle.Add("image/svg+xml", "<svg>\n</svg>");
        bundle.Add("image/png", "iVBO\n");
        bundle.Add(MimeBundle.PlainText, "a\nb");

        Assert.Equal(
            """{"application/vnd.plotly.v1+json":{"data":[{"y":[1,2]}],"layout":{}},"image/svg+xml":["<svg>\n","</svg>"],"image/png":"iVBO\n","text/plain":["a\n","b"]}""",
            bundle.ToJson().ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("a\nb", MimeBundle.FromJson(bundle.ToJson()).Text(MimeBundle.PlainText));
    }

    [Fact]
    public void An_output_of_an_unknown_kind_is_refused()
    {
        var error = Assert.Throws<NotebookFormatException>(() => CellOutput.FromJson(new JsonObject { ["output_type"] = "pyout" }));

        Assert.Contains("'pyout'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_goes_on_in_the_same_output_and_another_stream_in_a_new_one()
    {
        var (document, cell) = Notebook();
        document.AddOutput(cell, new StreamOutput("stdout", "one\ntw"));
        document.AddOutput(cell, new StreamOutput("stdout", "o\n"));
        document.AddOutput(cell, new StreamOutput("stderr", "e"));
        document.AddOutput(cell, new StreamOutput("stdout", "three"));

        Assert.Equal(
            """[{"name":"stdout","output_type":"stream","text":["one\n","two\n"]},{"name":"stderr","output_type":"stream","text":["e"]},{"name":"stdout","output_type":"stream","text":["three"]}]""",
            cell.Outputs.ToJsonString());
    }

    [Fact]
    public void An_update_changes_the_display_of_its_id_in_an_earlier_cell_too()
    {
        var (document, cell) = Notebook();
        document.AddOutput(cell, new DisplayOutput(MimeBundle.OfText("before"), "id-1"));
        document.AddOutput(cell, new DisplayOutput(MimeBundle.OfText("other"), "id-2"));
        var later = new NotebookCell(CellType.Code);
        document.Cells.Add(later);

        document.AddOutput(later, new UpdateDisplayOutput(MimeBundle.OfText("after"), [], "id-1"));

        Assert.Equal(["after", "other"], cell.Outputs.Select(output => (string)output!["data"]!["text/plain"]![0]!));
        Assert.Empty(later.Outputs);
        Assert.All(cell.Outputs, output => Assert.False(output!.AsObject().ContainsKey("transient")));
    }

    [Fact]
    public void A_clear_takes_outputs_away_at_once_or_with_the_next_one()
    {
        var (document, cell) = Notebook();
        document.AddOutput(cell, new StreamOutput("stdout", "old"));
        document.AddOutput(cell, new ClearOutput(Wait: true));
        Assert.Single(cell.Outputs);
        document.AddOutput(cell, new StreamOutput("stdout", "new"));
        Assert.Equal("new", (string)cell.Outputs.Single()!["text"]![0]!);

        document.AddOutput(cell, new ClearOutput(Wait: false));
        Assert.Empty(cell.Outputs);
    }

    private static (NotebookDocument Document, NotebookCell Cell) Notebook()
    {
        var document = new NotebookDocument();
        var cell = new NotebookCell(CellType.Code);
        document.Cells.Add(cell);
        return (document, cell);
    }
}
