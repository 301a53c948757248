using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Ends the kernel; all front ends hear of it.</summary>
internal sealed class ShutdownHandler(Action<bool> shutDown) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var isRestart = request.Content.Flag("restart", false);
        request.Publish("shutdown_reply", Reply(isRestart));
        shutDown(isRestart);
        return Task.FromResult(Reply(isRestart));
    }

    private static JsonObject Reply(bool isRestart)
    {
        var reply = Replies.Ok();
        reply["restart"] = isRestart;
        return reply;
    }
}
