using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>
/// Writes JSON exactly as Jupyter does (Python's <c>json.dumps(…, indent=1, ensure_ascii=False)</c>), so that a file
/// that Jupyter wrote and that nobody changed stays the same to the byte. System.Text.Json escapes more than Python.
/// </summary>
internal static class JupyterJson
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        WriteNode(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void WriteNode(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject members:
                text.Append('{');
                var first = true;
                foreach (var (key, value) in members)
                {
                    StartItem(text, ref first, depth + 1);
                    WriteString(text, key);
                    text.Append(": ");
                    WriteNode(text, value, depth + 1);
                }

                EndItems(text, depth, '}');
                break;
            case JsonArray items:
                text.Append('[');
                var start = true;
                foreach (var item in items)
                {
                    StartItem(text, ref start, depth + 1);
                    WriteNode(text, item, depth + 1);
                }

                EndItems(text, depth, ']');
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                    WriteString(text, node.GetValue<string>());
                else
                    text.Append(node.ToJsonString());
                break;
        }
    }

    private static void StartItem(StringBuilder text, ref bool first, int depth)
    {
        if (!first)
            text.Append(',');
        first = false;
        text.Append('\n').Append(' ', depth);
    }

    private static void EndItems(StringBuilder text, int depth, char bracket) =>
        text.Append('\n').Append(' ', depth).Append(bracket);

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
