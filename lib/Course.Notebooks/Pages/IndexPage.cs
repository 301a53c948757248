using System.Globalization;
using System.Text;

namespace Course.Notebooks.Pages;

/// <summary>The page that lists all pages.</summary>
public static class IndexPage
{
    /// <summary>The whole index.</summary>
    /// <param name="courseTitle">The heading.</param>
    /// <param name="pages">The pages in the order of the list.</param>
    public static string ToHtml(string courseTitle, IReadOnlyList<NotebookPage> pages)
    {
        ArgumentNullException.ThrowIfNull(courseTitle);
        ArgumentNullException.ThrowIfNull(pages);
        var html = new StringBuilder();
        html.Append("<main>\n<h1>").Append(Html.Escape(courseTitle)).Append("</h1>\n<ol class=\"index\">\n");
        foreach (var page in pages)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><h2><a href=\"{Html.Escape(Uri.EscapeDataString(page.FileName))}\">{page.TitleHtml}</a></h2>");
            if (page.SummaryHtml.Length > 0)
                html.Append(CultureInfo.InvariantCulture, $"<p>{page.SummaryHtml}</p>");
            html.Append("<p class=\"state\">").Append(State(page)).Append("</p></li>\n");
        }

        html.Append("</ol>\n</main>\n");
        return PageShell.Wrap(courseTitle, html.ToString(), "index");
    }

    private static string State(NotebookPage page)
    {
        var time = page.Elapsed > TimeSpan.Zero ? $"ran in {CellTiming.Words(page.Elapsed)}" : "";
        return page.Status switch
        {
            PageStatus.Complete => time,
            PageStatus.Failed => "<strong>met an error</strong>",
            _ => "not every cell has run",
        };
    }
}
