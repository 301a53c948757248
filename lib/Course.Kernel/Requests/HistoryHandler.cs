using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Requests;

/// <summary>Gives back cells that ran; consoles ask for them.</summary>
internal sealed class HistoryHandler(CellHistory history) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var content = request.Content;
        var found = content.Text("hist_access_type") switch
        {
            "tail" => history.Tail(content.Number("n") ?? int.MaxValue),
            "range" => history.Range(content.Number("session") ?? 0, content.Number("start") ?? 0, content.Number("stop")),
            "search" => history.Search(content.Text("pattern", "*"), content.Flag("unique", false), content.Number("n")),
            var other => throw new MalformedMessageException($"'hist_access_type' is '{other}'; tail, range or search was expected"),
        };
        var withOutput = content.Flag("output", false);
        var reply = Replies.Ok();
        reply["history"] = new JsonArray([.. found.Select(entry => (JsonNode)new JsonArray(CellHistory.Session, entry.Number, Text(entry, withOutput)))]);
        return Task.FromResult(reply);
    }

    private static JsonNode Text(HistoryEntry entry, bool withOutput) => withOutput ? new JsonArray(entry.Input, entry.Output) : entry.Input;
}
