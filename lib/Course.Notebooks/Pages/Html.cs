using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Pages;

/// <summary>Small helpers for writing HTML.</summary>
internal static class Html
{
    /// <summary>Text made safe between tags and inside quoted attributes; letters of any script stay as they are.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>
    /// JSON for the inside of a script element. The default encoder writes &lt;, &gt; and &amp; as
    /// \u escapes, so that no "&lt;/script&gt;" in a text can end the element.
    /// </summary>
    public static string Json(JsonNode node) => node.ToJsonString();

    /// <summary>A file of Pages/Assets, which are part of the assembly.</summary>
    public static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Course.Notebooks.Pages.Assets.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its file '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
