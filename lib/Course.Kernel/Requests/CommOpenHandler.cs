using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>
/// Closes a connection that a front end opens to an object in the kernel (a widget, for instance): this kernel has no
/// such objects, and the front end then stops waiting for one.
/// </summary>
internal sealed class CommOpenHandler : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        request.Publish("comm_close", new JsonObject { ["comm_id"] = request.Content.Text("comm_id"), ["data"] = new JsonObject() });
        return Task.FromResult(Replies.Ok());
    }
}
