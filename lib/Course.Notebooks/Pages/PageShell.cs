using System.Globalization;
using System.Text;

namespace Course.Notebooks.Pages;

/// <summary>What all pages have around their content.</summary>
internal static class PageShell
{
    /// <summary>A whole page; it loads KaTeX and plotly.js only where the content needs them.</summary>
    public static string Wrap(string title, string content, string bodyClass = "lesson")
    {
        var math = content.Contains("class=\"math", StringComparison.Ordinal);
        var plots = content.Contains("class=\"plot\"", StringComparison.Ordinal);
        var html = new StringBuilder(content.Length + 1024);
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Escape(title)}</title>
            <link rel="icon" href="data:,">

            """);
        if (math)
            html.Append("<link rel=\"stylesheet\" href=\"assets/katex/katex.min.css\">\n<script defer src=\"assets/katex/katex.min.js\"></script>\n");
        if (plots)
            html.Append("<script defer src=\"assets/plotly.min.js\"></script>\n");
        html.Append("<link rel=\"stylesheet\" href=\"assets/page.css\">\n<script defer src=\"assets/page.js\"></script>\n");
        html.Append(CultureInfo.InvariantCulture, $"</head>\n<body class=\"{bodyClass}\">\n");
        return html.Append(content).Append("</body>\n</html>\n").ToString();
    }
}
