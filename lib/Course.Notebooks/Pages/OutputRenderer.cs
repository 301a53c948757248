using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Course.Notebooks.Running;

namespace Course.Notebooks.Pages;

/// <summary>Renders what cells showed: of each value the richest representation that a page can show.</summary>
internal sealed class OutputRenderer(MarkdownRenderer markdown)
{
    /// <summary>The MIME types that a page shows, the richest first.</summary>
    private static readonly string[] Preferred =
    [
        MimeBundle.Plotly, MimeBundle.Html, "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "text/latex", MimeBundle.PlainText,
    ];

    /// <summary>Renders one output; empty where there is nothing to see.</summary>
    public string ToHtml(CellOutput output) => output switch
    {
        StreamOutput stream => Stream(stream),
        DisplayOutput display => Bundle(display.Data, display.Metadata),
        ResultOutput result => Bundle(result.Data, []),
        ErrorOutput error => Error(error),
        _ => "",
    };

    private static string Stream(StreamOutput stream)
    {
        var text = TerminalText.Settle(stream.Text).TrimEnd();
        return text.Length == 0
            ? ""
            : $"<pre class=\"stream{(stream.Name == StreamOutput.StandardError ? " stderr" : "")}\">{AnsiText.ToHtml(text)}</pre>";
    }

    private static string Error(ErrorOutput error)
    {
        // A traceback begins with the message again.
        var message = error.Value.Trim();
        var where = string.Join('\n', error.Traceback);
        var repeated = message.Length == 0 ? -1 : where.IndexOf(message, StringComparison.Ordinal);
        if (repeated >= 0 && !where[..repeated].Contains('\n', StringComparison.Ordinal))
            where = where[(repeated + message.Length)..];
        where = where.Trim('\r', '\n');

        var html = new StringBuilder("<div class=\"error\">");
        html.Append("<p class=\"kind\">").Append(Html.Escape(error.Name)).Append("</p>");
        html.Append("<pre class=\"message\">").Append(AnsiText.ToHtml(message)).Append("</pre>");
        if (where.Length > 0)
            html.Append("<pre>").Append(AnsiText.ToHtml(where)).Append("</pre>");
        return html.Append("</div>").ToString();
    }

    private string Bundle(MimeBundle data, JsonObject metadata)
    {
        var type = Array.Find(Preferred, data.Has);
        return type switch
        {
            null => data.MimeTypes is [var other, ..] ? $"<p class=\"unknown\">A value of type {Html.Escape(other)}, which this page cannot show.</p>" : "",
            MimeBundle.Plotly => $"<div class=\"plot\"><script type=\"application/json\">{Html.Json(data[type] ?? new JsonObject())}</script></div>",
            MimeBundle.Html => $"<div class=\"html\">{data.Text(type)}</div>",
            "image/svg+xml" => $"<div class=\"picture\">{data.Text(type)}</div>",
            "text/markdown" => $"<div class=\"prose\">{markdown.ToHtml(data.Text(type) ?? "")}</div>",
            "text/latex" => Latex(data.Text(type) ?? ""),
            MimeBundle.PlainText => $"<pre>{AnsiText.ToHtml((data.Text(type) ?? "").TrimEnd())}</pre>",
            _ => Picture(type, data, metadata[type] as JsonObject),
        };
    }

    private static string Picture(string type, MimeBundle data, JsonObject? size)
    {
        var base64 = string.Concat((data.Text(type) ?? "").Where(character => !char.IsWhiteSpace(character)));
        var label = data.Text(MimeBundle.PlainText) ?? "";
        return $"<div class=\"picture\"><img src=\"data:{type};base64,{Html.Escape(base64)}\" alt=\"{Html.Escape(label)}\"{Pixels("width", size)}{Pixels("height", size)}></div>";
    }

    private static string Pixels(string side, JsonObject? size) =>
        size?[side] is JsonValue value && value.TryGetValue(out double pixels)
            ? string.Create(CultureInfo.InvariantCulture, $" {side}=\"{pixels}\"")
            : "";

    private static string Latex(string source)
    {
        var tex = source.Trim();
        foreach (var (open, close) in new[] { ("$$", "$$"), ("\\[", "\\]"), ("$", "$"), ("\\(", "\\)") })
        {
            if (tex.Length < open.Length + close.Length || !tex.StartsWith(open, StringComparison.Ordinal) || !tex.EndsWith(close, StringComparison.Ordinal))
                continue;
            tex = tex[open.Length..^close.Length];
            break;
        }

        return $"<div class=\"math display\">{Html.Escape(tex.Trim())}</div>";
    }
}
