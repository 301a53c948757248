using System.Text.Json.Nodes;
using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

public sealed class NotebookPageTests
{
    [Theory]
    [InlineData("<b>bold</b> & \"quoted\"")]
    [InlineData("</pre><script>alert(1)</script>")]
    public void Text_that_a_cell_shows_is_escaped(string text)
    {
        var html = Page(Code("1", new StreamOutput("stdout", text), new ResultOutput(1, MimeBundle.OfText(text)), new ErrorOutput(text, text, [text, "at " + text])));

        Assert.DoesNotContain(text, html);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(text), html);
    }

    [Fact]
    public void A_figure_is_drawn_from_its_json_which_cannot_end_its_script_element()
    {
        var bundle = MimeBundle.OfText("GenericChart");
        bundle.Add(MimeBundle.Html, "<p>the figure's own HTML</p>");
        bundle.Add(MimeBundle.Plotly, "{\"data\": [], \"layout\": {\"title\": {\"text\": \"a </script> b\"}}}");

        var html = Page(Code("Chart()", new DisplayOutput(bundle)));

        Assert.DoesNotContain("own HTML", html);
        Assert.Contains("assets/plotly.min.js", html);
        var start = html.IndexOf("<script type=\"application/json\">", StringComparison.Ordinal) + "<script type=\"application/json\">".Length;
        var json = html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)];
        Assert.Equal("a </script> b", JsonNode.Parse(json)!["layout"]!["title"]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("text/html image/png text/plain", "as text/html")]
    [InlineData("text/plain image/svg+xml image/png", "as image/svg+xml")]
    [InlineData("text/plain text/markdown text/latex", "as text/markdown")]
    [InlineData("text/latex text/plain", "<div class=\"math display\">as text/latex</div>")]
    [InlineData("image/jpeg text/plain", "src=\"data:image/jpeg;base64,asimage/jpeg\"")]
    public void The_richest_representation_is_shown(string types, string shown)
    {
        var bundle = new MimeBundle();
        foreach (var type in types.Split(' '))
            bundle.Add(type, "as " + type);

        var html = Page(Code("x", new DisplayOutput(bundle)));

        Assert.Contains(shown, html);
        Assert.Equal(1, html.Split("as text/").Length + html.Split("as image/").Length - 2);
    }

    [Fact]
    public void Scripts_are_loaded_only_where_they_are_needed()
    {
        var html = Page(new NotebookCell(CellType.Markdown, "# Plain"));

        Assert.DoesNotContain("katex", html);
        Assert.DoesNotContain("plotly", html);
        Assert.DoesNotContain("http", html);
    }

    [Fact]
    public void Headings_get_distinct_ids_and_a_table_of_contents()
    {
        var html = Page(new NotebookCell(CellType.Markdown, "# Title\n## Steps & more\n### Steps: more\n## $\\beta$"));

        Assert.Contains("<h2 id=\"steps-more\">Steps &amp; more", html);
        Assert.Contains("<h3 id=\"steps-more-2\">", html);
        Assert.Contains("<h2 id=\"section\"><span class=\"math\">", html);
        Assert.Contains("<li class=\"level-3\"><a href=\"#steps-more-2\">Steps: more</a></li>", html);
        Assert.Contains("<title>Title</title>", html);
    }

    [Fact]
    public void Tags_fold_code_and_remove_cells()
    {
        var html = Page(Tagged(Code("var setup = 2;"), "hide-input"), Tagged(Code("var gone = 3;"), "remove-cell"));

        Assert.Matches("(?s)<details class=\"input\">.*setup.*</details>", html);
        Assert.DoesNotContain("gone", html);
    }

    [Fact]
    public void Each_exercise_is_set_apart_with_its_text_its_points_and_its_checks_folded_away()
    {
        var html = Page(
            Graded(new NotebookCell(CellType.Markdown, "first task")), Graded(Code("var yours = 0;")), Graded(Code("var judged = yours;"), 2), Graded(Code("var twice = yours;"), 1),
            Graded(new NotebookCell(CellType.Markdown, "second task")), Graded(Code("var other = 0;")), Graded(Code("var right = other;"), 1), Code("var after = 1;"));

        Assert.Matches(
            "(?s)<section class=\"exercise\">\\s*<p class=\"points\">3 points</p>.*first task.*yours.*<details class=\"input\"><summary>Check</summary>.*judged.*</details>.*twice.*</section>\\s*" +
            "<section class=\"exercise\">\\s*<p class=\"points\">1 point</p>.*second task.*other.*right.*</section>.*after", html);
    }

    [Fact]
    public void Pictures_come_into_the_page_and_links_to_notebooks_lead_to_their_pages()
    {
        var cell = new NotebookCell(CellType.Markdown, "![a](dot.svg) ![b](attachment:c.png) ![d](none.png) [e](02-next.ipynb#part) [f](https://example.org/x.ipynb)");
        cell.Json["attachments"] = JsonNode.Parse("{\"c.png\": {\"image/png\": \"QUJD\"}}");

        var html = new NotebookPage("x", Document(cell), Path.Combine(AppContext.BaseDirectory, "Pages", "Data")).ToHtml("Course");

        Assert.Contains("src=\"data:image/svg+xml;base64,", html);
        Assert.Contains("src=\"data:image/png;base64,QUJD\"", html);
        Assert.Contains("src=\"none.png\"", html);
        Assert.Contains("href=\"02-next.html#part\"", html);
        Assert.Contains("href=\"https://example.org/x.ipynb\"", html);
    }

    [Fact]
    public void Footnotes_of_two_cells_do_not_share_ids()
    {
        var html = Page(new NotebookCell(CellType.Markdown, "a[^1]\n\n[^1]: first"), new NotebookCell(CellType.Markdown, "b[^1]\n\n[^1]: second"));

        var ids = System.Text.RegularExpressions.Regex.Matches(html, " id=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(4, ids.Count(id => id.Contains("fn", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_that_was_written_over_is_shown_once() =>
        Assert.Contains("<pre class=\"stream\">100 %</pre>", Page(Code("x", new StreamOutput("stdout", "  5 %\r 50 %\r100 %\n"))));

    [Fact]
    public void The_status_tells_whether_a_run_is_complete()
    {
        var error = new ErrorOutput("E", "broken", []);
        var notRun = new NotebookCell(CellType.Code, "1");

        Assert.Equal(PageStatus.Complete, new NotebookPage("x", Document(Code("1"), Tagged(Code("2", error), "raises-exception"))).Status);
        Assert.Equal(PageStatus.Partial, new NotebookPage("x", Document(Code("1"), notRun)).Status);
        var failed = new NotebookPage("x", Document(Code("1", error), new NotebookCell(CellType.Code, "2")));
        Assert.Equal(PageStatus.Failed, failed.Status);
        Assert.Contains("This run met an error", failed.ToHtml("Course"));
    }

    [Fact]
    public void A_cell_says_how_long_it_took_and_the_page_adds_them_up()
    {
        var cell = Code("x");
        cell.Metadata["execution"] = JsonNode.Parse("""{"iopub.execute_input": "2026-01-01T00:00:00.000000Z", "iopub.status.idle": "2026-01-01T00:01:02.500000Z"}""");
        var page = new NotebookPage("x", Document(cell, Code("y")));

        Assert.Equal(TimeSpan.FromSeconds(62.5), page.Elapsed);
        Assert.Contains("<p class=\"time\">1 min 2 s</p>", page.ToHtml("Course"));
    }

    [Fact]
    public void The_previous_and_the_next_lesson_are_linked()
    {
        var (first, second) = (new NotebookPage("01 a&b", Document(new NotebookCell(CellType.Markdown, "# One"))), new NotebookPage("02", Document()));

        Assert.Contains("rel=\"next\" href=\"02.html\"", first.ToHtml("Course", null, second));
        var html = second.ToHtml("Course", first);
        Assert.Contains("rel=\"prev\" href=\"01%20a%26b.html\"", html);
        Assert.Contains("One</a>", html);
        Assert.DoesNotContain("rel=\"next\"", html);
    }

    private static string Page(params NotebookCell[] cells) => new NotebookPage("x", Document(cells)).ToHtml("Course");

    private static NotebookDocument Document(params NotebookCell[] cells)
    {
        var document = new NotebookDocument();
        foreach (var cell in cells)
            document.Cells.Add(cell);
        return document;
    }

    private static NotebookCell Code(string source, params CellOutput[] outputs)
    {
        var cell = new NotebookCell(CellType.Code, source) { ExecutionCount = 1 };
        foreach (var output in outputs)
            cell.Outputs.Add((JsonNode)output.ToJson());
        return cell;
    }

    private static NotebookCell Graded(NotebookCell cell, double? points = null)
    {
        cell.Metadata["nbgrader"] = new JsonObject { ["schema_version"] = 3, ["grade"] = points is not null, ["points"] = points };
        return cell;
    }

    private static NotebookCell Tagged(NotebookCell cell, string tag)
    {
        cell.Metadata["tags"] = new JsonArray(tag);
        return cell;
    }
}
