using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>Says what is known of the name at the cursor.</summary>
internal sealed class InspectHandler(Task<CSharpSession> session) : IRequestHandler
{
    public async Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var code = request.Content.Text("code");
        var position = TextOffsets.ToUtf16(code, request.Content.Number("cursor_pos") ?? int.MaxValue);
        var inspection = await (await session.WaitAsync(cancel)).InspectAsync(code, position, cancel);
        var reply = Replies.Ok();
        reply["found"] = inspection is not null;
        reply["data"] = inspection is null ? [] : Data(inspection);
        reply["metadata"] = new JsonObject();
        return reply;
    }

    /// <summary>The MIME types of what is known of a name.</summary>
    public static JsonObject Data(Inspection inspection) => new()
    {
        [MimeBundle.PlainText] = inspection.Text,
        ["text/markdown"] = inspection.Markdown,
    };
}
