using System.Buffers;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Text as Jupyter stores it: a list of lines, split where Python's <c>str.splitlines(True)</c> splits.</summary>
internal static class PythonText
{
    private static readonly SearchValues<char> _lineEnds =
        SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        var start = 0;
        while (start < text.Length)
        {
            var found = text.AsSpan(start).IndexOfAny(_lineEnds);
            var end = found < 0 ? text.Length : start + found + 1;
            if (found >= 0 && text[end - 1] == '\r' && end < text.Length && text[end] == '\n')
                end++;

            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>The text of a string or of a list of strings; null where the node is neither.</summary>
    public static string? Join(JsonNode? node)
    {
        if (node is JsonValue value)
            return value.TryGetValue(out string? text) ? text : null;
        if (node is not JsonArray lines)
            return null;

        var parts = new string[lines.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (lines[i] is not JsonValue line || !line.TryGetValue(out string? part))
                return null;
            parts[i] = part;
        }

        return string.Concat(parts);
    }
}
