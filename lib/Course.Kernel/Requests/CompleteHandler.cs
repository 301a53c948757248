using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>Says what could stand at the cursor.</summary>
internal sealed class CompleteHandler(Task<CSharpSession> session) : IRequestHandler
{
    public async Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var code = request.Content.Text("code");
        var position = TextOffsets.ToUtf16(code, request.Content.Number("cursor_pos") ?? int.MaxValue);
        var completion = await (await session.WaitAsync(cancel)).CompleteAsync(code, position, cancel);
        var start = TextOffsets.ToCodePoints(code, completion.Start);
        var end = TextOffsets.ToCodePoints(code, completion.End);

        var reply = Replies.Ok();
        reply["matches"] = new JsonArray([.. completion.Items.Select(item => (JsonNode)item.Text)]);
        reply["cursor_start"] = start;
        reply["cursor_end"] = end;
        // JupyterLab shows the kinds beside the names.
        var kinds = completion.Items.Select(item => (JsonNode)new JsonObject { ["start"] = start, ["end"] = end, ["text"] = item.Text, ["type"] = item.Kind });
        reply["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. kinds]) };
        return reply;
    }
}
