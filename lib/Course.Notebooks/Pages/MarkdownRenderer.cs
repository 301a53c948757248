using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Course.Notebooks.Pages;

/// <summary>
/// Renders the Markdown of one notebook: formulas for KaTeX, C# in colours, headings with anchors, pictures of the
/// notebook's folder inside the page, links to notebooks as links to their pages. Raw HTML is kept, as in Jupyter.
/// </summary>
internal sealed partial class MarkdownRenderer(string? folder)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    private readonly List<PageHeading> _headings = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _texts;

    /// <summary>The headings of what was rendered so far.</summary>
    public IReadOnlyList<PageHeading> Headings => _headings;

    /// <summary>Renders a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="attachments">The cell's attachments, to which links begin with <c>attachment:</c>.</param>
    public string ToHtml(string markdown, JsonObject? attachments = null)
    {
        var math = new MathSpans();
        var document = Markdown.Parse(math.Extract(markdown), Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            link.Url = Target(link, attachments);

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        var headings = new HeadingWriter(this, math);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(headings);
        renderer.Render(document);

        _texts++;
        // Footnotes are numbered in each cell from one; the page is one document.
        return Footnote().Replace(math.Restore(writer.ToString()), $"${{attribute}}{_texts}-");
    }

    private string Target(LinkInline link, JsonObject? attachments)
    {
        var url = link.Url ?? "";
        if (url.StartsWith("attachment:", StringComparison.Ordinal))
            return Attachment(attachments?[Uri.UnescapeDataString(url["attachment:".Length..])] as JsonObject) ?? url;
        if (Uri.TryCreate(url, UriKind.Absolute, out _) || url.StartsWith('#') || url.StartsWith('/'))
            return url;
        if (!link.IsImage)
            return NotebookLink().Replace(url, ".html");

        var path = folder is null ? null : Path.Combine(folder, Uri.UnescapeDataString(url));
        return path is not null && PictureType(path) is { } type && File.Exists(path)
            ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}"
            : url;
    }

    private static string? Attachment(JsonObject? bundle) =>
        bundle is not null && bundle.FirstOrDefault() is { Key: { } type } first && PythonText.Join(first.Value) is { } data
            ? $"data:{type};base64,{data}"
            : null;

    private static string? PictureType(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".SVG" => "image/svg+xml",
        ".WEBP" => "image/webp",
        _ => null,
    };

    private string UniqueId(string text)
    {
        var slug = NoLetters().Replace(MathSpans.Without(text).ToLowerInvariant(), "-").Trim('-');
        if (slug.Length == 0)
            slug = "section";
        var id = slug;
        for (var n = 2; !_ids.Add(id); n++)
            id = $"{slug}-{n}";
        return id;
    }

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NoLetters();

    [GeneratedRegex(@"\.ipynb(?=$|#)")]
    private static partial Regex NotebookLink();

    [GeneratedRegex("(?<attribute>(?:id|href)=\"#?)(?=fn(?:ref)?:)")]
    private static partial Regex Footnote();

    private sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            var code = block.Lines.ToString();
            var language = (block as FencedCodeBlock)?.Info?.ToUpperInvariant();
            var html = language is "CSHARP" or "CS" or "C#" ? CSharpHighlighter.ToHtml(code) : Html.Escape(code);
            renderer.EnsureLine();
            renderer.Write("<pre class=\"code\"><code>").Write(html).WriteLine("</code></pre>");
        }
    }

    private sealed class HeadingWriter(MarkdownRenderer page, MathSpans math) : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            var inner = InnerHtml(heading.Inline);
            var plain = PlainText(heading.Inline);
            var id = page.UniqueId(plain);
            page._headings.Add(new PageHeading(heading.Level, id, math.Restore(inner)));
            renderer.EnsureLine();
            renderer.WriteLine($"<h{heading.Level} id=\"{Html.Escape(id)}\">{inner}<a class=\"anchor\" href=\"#{Html.Escape(id)}\" aria-label=\"Link to this section\">#</a></h{heading.Level}>");
        }

        private static string InnerHtml(ContainerInline? inline)
        {
            using var writer = new StringWriter();
            var renderer = new HtmlRenderer(writer);
            Pipeline.Setup(renderer);
            if (inline is not null)
                renderer.WriteChildren(inline);
            return writer.ToString();
        }

        private static string PlainText(ContainerInline? inline)
        {
            var text = new StringBuilder();
            foreach (var part in inline?.Descendants() ?? [])
            {
                text.Append(part switch
                {
                    LiteralInline literal => literal.Content.ToString(),
                    CodeInline code => code.Content,
                    _ => "",
                });
            }

            return text.ToString();
        }
    }
}
