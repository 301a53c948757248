using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Requests;

/// <summary>Passes a comm's message on; nothing is answered.</summary>
internal sealed class CommHandler(Action<Message> receive) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        receive(request.Message);
        return Task.FromResult(Replies.Ok());
    }
}
