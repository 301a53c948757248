using System.Collections;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>
/// One value in several representations, by MIME type, in order of preference.
/// A representation is text, or JSON where the MIME type is <c>application/json</c> or ends in <c>+json</c>.
/// </summary>
public sealed class MimeBundle : IEnumerable<KeyValuePair<string, JsonNode?>>
{
    /// <summary>The MIME type of plain text.</summary>
    public const string PlainText = "text/plain";

    /// <summary>The MIME type of HTML.</summary>
    public const string Html = "text/html";

    /// <summary>The MIME type of a Plotly figure: a JSON object with <c>data</c>, <c>layout</c> and <c>config</c>.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    private readonly OrderedDictionary<string, JsonNode?> _items = new(StringComparer.Ordinal);

    /// <summary>The MIME types, the richest first where the producer knows.</summary>
    public IReadOnlyList<string> MimeTypes => _items.Keys;

    /// <summary>The representation of a MIME type; null where the bundle has none.</summary>
    public JsonNode? this[string mimeType] => _items.GetValueOrDefault(mimeType);

    /// <summary>A bundle of plain text alone.</summary>
    public static MimeBundle OfText(string text)
    {
        var bundle = new MimeBundle();
        bundle.Add(PlainText, text);
        return bundle;
    }

    /// <summary>Whether representations of a MIME type are JSON values rather than text.</summary>
    public static bool IsJson(string mimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        return mimeType == "application/json"
            || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));
    }

    /// <summary>Whether the bundle has a representation of a MIME type.</summary>
    public bool Has(string mimeType) => _items.ContainsKey(mimeType);

    /// <summary>The text of a representation; null where there is none or where it is JSON.</summary>
    public string? Text(string mimeType) => PythonText.Join(this[mimeType]);

    /// <summary>
    /// Adds or replaces a representation. Text of a JSON type is parsed; where it does not parse it is kept as a string.
    /// </summary>
    public void Add(string mimeType, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentNullException.ThrowIfNull(value);
        _items[mimeType] = IsJson(mimeType) ? ParseOrKeep(value) : JsonValue.Create(value);
    }

    /// <summary>Adds or replaces a representation that is JSON already.</summary>
    public void Add(string mimeType, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        _items[mimeType] = value;
    }

    /// <summary>The bundle as nbformat stores it: text as a list of lines, JSON as it is.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, value) in _items)
            json[mimeType] = IsLines(mimeType) && Text(mimeType) is { } text ? PythonText.ToLines(text) : value?.DeepClone();
        return json;
    }

    /// <summary>Reads a bundle as nbformat stores it, text as one string or as a list of lines.</summary>
    public static MimeBundle FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var bundle = new MimeBundle();
        foreach (var (mimeType, value) in json)
            bundle._items[mimeType] = !IsJson(mimeType) && PythonText.Join(value) is { } text ? text : value?.DeepClone();
        return bundle;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonNode?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether Jupyter stores this type as a list of lines: text, and the two that are text by nature.</summary>
    private static bool IsLines(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or "image/svg+xml";

    private static JsonNode? ParseOrKeep(string value)
    {
        try
        {
            return JsonNode.Parse(value, documentOptions: new() { MaxDepth = NotebookDocument.MaxDepth });
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
