using System.Text;
using static TorchSharp.torch;

namespace Course.Formatting;

/// <summary>Tensors as HTML: shape, type, device, and the values where they are few.</summary>
internal static class TensorHtml
{
    /// <summary>A tensor as HTML.</summary>
    public static string Of(Tensor tensor)
    {
        var slices = TensorText.Slices(tensor);
        if (slices.Count == 0 || tensor.dim() == 0) return Code(TensorText.Of(tensor));
        var html = new StringBuilder($"<div>{Code(TensorText.Summary(tensor))}</div>");
        if (slices is [{ Name: null }]) return html.Append(Table(slices[0].Rows)).ToString();
        // Side by side as far as the page is wide.
        html.Append("<div style=\"display:flex;flex-wrap:wrap;gap:0.5em 2em\">");
        foreach (var (name, rows) in slices) html.Append($"<div style=\"max-width:100%\"><div>{Code(name!)}</div>{Table(rows)}</div>");
        html.Append("</div>");
        if (TensorText.LeftOut(tensor, slices.Count) is { } rest) html.Append($"<div>{rest}</div>");
        return html.ToString();
    }

    private static string Code(string text) => $"<code>{TableHtml.Escape(text)}</code>";

    private static string Table(string[][] rows)
    {
        var html = new StringBuilder(TableHtml.Begin).Append("<tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var text in row) html.Append($"<td style=\"text-align:right\">{text}</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody>").Append(TableHtml.End).ToString();
    }
}
