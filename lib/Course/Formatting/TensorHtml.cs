using System.Text;
using static TorchSharp.torch;

namespace Course.Formatting;

/// <summary>Tensors as HTML: shape, type, device, and the values where they are few.</summary>
internal static class TensorHtml
{
    /// <summary>A tensor as HTML.</summary>
    public static string Of(Tensor tensor)
    {
        var summary = TensorText.Summary(tensor);
        var values = TensorText.Values(tensor);
        if (values is null) return $"<code>{TableHtml.Escape(summary)}</code>";
        if (tensor.dim() == 0) return $"<code>{TableHtml.Escape($"{summary}: {values[0][0]}")}</code>";
        var html = new StringBuilder($"<div><code>{TableHtml.Escape(summary)}</code></div>{TableHtml.Begin}<tbody>");
        foreach (var row in values)
        {
            html.Append("<tr>");
            foreach (var text in row) html.Append($"<td style=\"text-align:right\">{text}</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody>").Append(TableHtml.End).ToString();
    }
}
