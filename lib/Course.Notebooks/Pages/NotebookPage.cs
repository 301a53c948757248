using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Course.Notebooks.Pages;

/// <summary>An executed notebook as one HTML page, whose scripts, styles and fonts are the files of <see cref="WebAssets"/> beside it.</summary>
/// <remarks>
/// An exercise, its text, answer and checks as nbgrader's metadata tell them, is set apart under its points, with the checks' code folded
/// away. Of cells' tags, <c>hide-input</c> folds a cell's code away and <c>remove-cell</c> leaves a cell out. HTML in outputs and in
/// Markdown is kept with its scripts, as nbconvert does: a page is as trusted as the notebook that was run.
/// </remarks>
public sealed partial class NotebookPage
{
    /// <summary>Shorter times say nothing and only disturb.</summary>
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(0.1);

    private readonly MarkdownRenderer _markdown;
    private readonly OutputRenderer _outputs;
    private readonly string _body;
    private string? _failedCell;

    /// <summary>Renders a notebook.</summary>
    /// <param name="name">The page's name without extension, as in <c>01-first-steps</c>.</param>
    /// <param name="document">The executed notebook.</param>
    /// <param name="folder">
    /// The folder of the notebook's source, in which pictures that its Markdown shows are looked up; they become part of
    /// the page. Null leaves links to pictures as they are.
    /// </param>
    /// <exception cref="NotebookFormatException">An output in the notebook is none of nbformat's.</exception>
    public NotebookPage(string name, NotebookDocument document, string? folder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(document);
        Name = name;
        _markdown = new MarkdownRenderer(folder);
        _outputs = new OutputRenderer(_markdown);
        _body = Body([.. document.Cells.Where(cell => !cell.Tags.Contains("remove-cell"))]);

        var code = document.Cells.Where(cell => cell.Type == CellType.Code && !string.IsNullOrWhiteSpace(cell.Source) && !cell.Tags.Contains("skip-execution")).ToList();
        Status = _failedCell is not null ? PageStatus.Failed
            : code.All(cell => cell.ExecutionCount is not null) ? PageStatus.Complete
            : PageStatus.Partial;
        Elapsed = code.Select(CellTiming.Elapsed).Aggregate(TimeSpan.Zero, (sum, time) => sum + (time ?? TimeSpan.Zero));
        TitleHtml = _markdown.Headings.FirstOrDefault(heading => heading.Level == 1)?.Html ?? Html.Escape(name);
        SummaryHtml = FirstParagraph().Match(_body) is { Success: true } match ? match.Groups["text"].Value : "";
    }

    /// <summary>The page's name without extension.</summary>
    public string Name { get; }

    /// <summary>The file that the page is written to.</summary>
    public string FileName => Name + ".html";

    /// <summary>How far the run came.</summary>
    public PageStatus Status { get; }

    /// <summary>The time that all cells took together.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The notebook's first heading, as HTML; its name where it has none.</summary>
    internal string TitleHtml { get; }

    /// <summary>The notebook's first paragraph, as HTML.</summary>
    internal string SummaryHtml { get; }

    /// <summary>The whole page.</summary>
    /// <param name="courseTitle">What stands at the top of every page, linked to the index.</param>
    /// <param name="previous">The page before this one; null for the first.</param>
    /// <param name="next">The page after this one; null for the last.</param>
    public string ToHtml(string courseTitle, NotebookPage? previous = null, NotebookPage? next = null)
    {
        ArgumentNullException.ThrowIfNull(courseTitle);
        var html = new StringBuilder();
        html.Append("<header class=\"top\"><a href=\"index.html\">").Append(Html.Escape(courseTitle)).Append("</a></header>\n");
        WriteContents(html);
        html.Append("<main>\n").Append(Notice()).Append(_body).Append("</main>\n");
        html.Append("<nav class=\"lessons\" aria-label=\"Lessons\">");
        WriteNeighbour(html, previous, "previous", "Previous");
        WriteNeighbour(html, next, "next", "Next");
        html.Append("</nav>\n");
        return PageShell.Wrap(PlainText(TitleHtml), html.ToString());
    }

    private static void WriteNeighbour(StringBuilder html, NotebookPage? page, string cssClass, string label)
    {
        if (page is not null)
            html.Append(CultureInfo.InvariantCulture, $"<a class=\"{cssClass}\" rel=\"{(cssClass == "next" ? "next" : "prev")}\" href=\"{Html.Escape(Uri.EscapeDataString(page.FileName))}\"><small>{label}</small>{page.TitleHtml}</a>");
    }

    private static string PlainText(string html) => System.Net.WebUtility.HtmlDecode(Tag().Replace(html, ""));

    private void WriteContents(StringBuilder html)
    {
        var entries = _markdown.Headings.Where(heading => heading.Level is 2 or 3).ToList();
        if (entries.Count < 2)
            return;
        html.Append("<details class=\"contents\" open><summary>Contents</summary><nav aria-label=\"Contents\"><ol>");
        foreach (var heading in entries)
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"level-{heading.Level}\"><a href=\"#{Html.Escape(heading.Id)}\">{Link().Replace(heading.Html, "")}</a></li>");
        html.Append("</ol></nav></details>\n");
    }

    private string Notice() => Status switch
    {
        PageStatus.Failed => $"<p class=\"notice failed\">This run met an error: <a href=\"#{_failedCell}\">go to the cell</a>.</p>\n",
        PageStatus.Partial => "<p class=\"notice\">Not every cell of this notebook has run.</p>\n",
        _ => "",
    };

    private string Body(List<NotebookCell> cells)
    {
        var html = new StringBuilder();
        for (var start = 0; start < cells.Count;)
        {
            var end = start + 1;
            var exercise = cells[start].Nbgrader is not null;
            while (end < cells.Count && cells[end].Nbgrader is not null == exercise && !(exercise && cells[end - 1].IsGraded && !cells[end].IsGraded))
                end++; // an exercise ends after its last check

            html.Append(exercise ? "<section class=\"exercise\">\n" + PointsHtml(cells[start..end]) : "");
            foreach (var cell in cells[start..end])
                WriteCell(html, cell);
            html.Append(exercise ? "</section>\n" : "");
            start = end;
        }

        return html.ToString();
    }

    private static string PointsHtml(List<NotebookCell> exercise)
    {
        var points = exercise.Sum(cell => cell.Points);
        return points == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"<p class=\"points\">{points} {(points == 1 ? "point" : "points")}</p>\n");
    }

    private void WriteCell(StringBuilder html, NotebookCell cell)
    {
        switch (cell.Type)
        {
            case CellType.Markdown:
                html.Append("<div class=\"prose\">\n").Append(_markdown.ToHtml(cell.Source, cell.Json["attachments"] as JsonObject)).Append("</div>\n");
                break;
            case CellType.Raw when PythonText.Join(cell.Metadata["format"] ?? cell.Metadata["raw_mimetype"]) == MimeBundle.Html:
                html.Append(cell.Source).Append('\n');
                break;
            case CellType.Code when !string.IsNullOrWhiteSpace(cell.Source) || cell.Outputs.Count > 0:
                WriteCode(html, cell);
                break;
            default:
                break;
        }
    }

    private void WriteCode(StringBuilder html, NotebookCell cell)
    {
        var outputs = cell.Outputs.OfType<JsonObject>().Select(CellOutput.FromJson).ToList();
        if (outputs.OfType<ErrorOutput>().Any() && !cell.Tags.Contains("raises-exception"))
            _failedCell ??= $"cell-{cell.Id}";

        html.Append(CultureInfo.InvariantCulture, $"<div class=\"cell\" id=\"cell-{cell.Id}\">\n");
        if (!string.IsNullOrWhiteSpace(cell.Source))
        {
            var check = cell.IsGraded;
            var hidden = check || cell.Tags.Contains("hide-input");
            html.Append(hidden ? $"<details class=\"input\"><summary>{(check ? "Check" : "Code")}</summary>" : "");
            html.Append("<pre class=\"code\"><code>").Append(CSharpHighlighter.ToHtml(cell.Source.TrimEnd())).Append("</code></pre>");
            html.Append(hidden ? "</details>\n" : "\n");
        }

        if (CellTiming.Elapsed(cell) is { } elapsed && elapsed >= WorthSaying)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"time\">{CellTiming.Words(elapsed)}</p>\n");

        var shown = string.Concat(outputs.Select(_outputs.ToHtml));
        if (shown.Length > 0)
            html.Append("<div class=\"outputs\">").Append(shown).Append("</div>\n");
        html.Append("</div>\n");
    }

    [GeneratedRegex("<p>(?<text>.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex FirstParagraph();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // A link cannot stand inside a link.
    [GeneratedRegex("</?a\\b[^>]*>")]
    private static partial Regex Link();
}
