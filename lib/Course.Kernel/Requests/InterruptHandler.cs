using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Stops the cell that runs.</summary>
internal sealed class InterruptHandler(Action interrupt) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        interrupt();
        return Task.FromResult(Replies.Ok());
    }
}
