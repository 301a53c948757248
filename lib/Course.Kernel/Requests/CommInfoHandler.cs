using System.Text.Json.Nodes;
using Course.Kernel.Comms;

namespace Course.Kernel.Requests;

/// <summary>Names the open comms.</summary>
internal sealed class CommInfoHandler(CommTable comms) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var target = request.Content.Text("target_name", "");
        var found = comms.Open.Where(comm => target.Length == 0 || comm.Target == target)
            .Select(comm => KeyValuePair.Create(comm.Id, (JsonNode?)new JsonObject { ["target_name"] = comm.Target }));
        var reply = Replies.Ok();
        reply["comms"] = new JsonObject(found);
        return Task.FromResult(reply);
    }
}
