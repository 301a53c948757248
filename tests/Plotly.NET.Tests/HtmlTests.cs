namespace Plotly.NET.Tests;

public sealed class HtmlTests
{
    private static GenericChart Chart => Chart2D.Chart.Line<int, int, string>([1], [1], UseDefaults: false);

    [Fact]
    public void A_document_takes_plotly_js_from_the_network_by_default() =>
        Assert.Contains("""<script src="https://cdn.plot.ly/plotly-2.27.1.min.js" charset="utf-8">""", GenericChart.toEmbeddedHTML(Chart), StringComparison.Ordinal);

    [Fact]
    public void A_document_takes_plotly_js_from_a_file_that_it_is_told()
    {
        string html = GenericChart.toEmbeddedHTML(With(PlotlyJSReference.NewCDN("../web/plotly.min.js")));

        Assert.Contains("""<script src="../web/plotly.min.js" charset="utf-8">""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_may_leave_plotly_js_to_its_surroundings() =>
        Assert.DoesNotContain("src=", GenericChart.toEmbeddedHTML(With(PlotlyJSReference.NoReference)), StringComparison.Ordinal);

    [Fact]
    public void A_notebooks_piece_loads_plotly_js_through_RequireJS() =>
        Assert.Contains("""paths: { plotly: "https://cdn.plot.ly/plotly-2.27.1.min" }""",
            GenericChart.toChartHTML(With(PlotlyJSReference.NewRequire("https://cdn.plot.ly/plotly-2.27.1.min"))), StringComparison.Ordinal);

    [Fact]
    public void A_piece_draws_the_charts_JSON_in_a_division_of_its_own()
    {
        string one = GenericChart.toChartHTML(Chart), two = GenericChart.toChartHTML(Chart);

        Assert.Contains(GenericChart.toJson(Chart), one, StringComparison.Ordinal);
        Assert.StartsWith("<div>", one, StringComparison.Ordinal);
        Assert.NotEqual(one, two);
    }

    [Fact]
    public void A_documents_title_is_escaped()
    {
        DisplayOptions options = DisplayOptions.setDocumentTitle("a < b").Invoke(new DisplayOptions());

        Assert.Contains("<title>a &lt; b</title>", GenericChart.toEmbeddedHTML(Plotly.NET.Chart.WithDisplayOptions(options).Invoke(Chart)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_chart_is_its_document()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Chart.SaveHtml(path);
            Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path + ".html"), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path + ".html");
        }
    }

    private static GenericChart With(PlotlyJSReference reference)
    {
        DisplayOptions options = new();
        options.SetValue("PlotlyJSReference", reference);
        return GenericChart.setDisplayOptions(options, Chart);
    }
}
