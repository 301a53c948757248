using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Names the open connections between objects of front ends and of the kernel: none, see <see cref="CommOpenHandler"/>.</summary>
internal sealed class CommInfoHandler : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var reply = Replies.Ok();
        reply["comms"] = new JsonObject();
        return Task.FromResult(reply);
    }
}
