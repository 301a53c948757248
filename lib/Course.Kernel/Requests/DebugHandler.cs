using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Says, in the words of the Debug Adapter Protocol, that there is no debugger.</summary>
internal sealed class DebugHandler : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel) => Task.FromResult(new JsonObject
    {
        ["type"] = "response",
        ["request_seq"] = request.Content.Number("seq") ?? 0,
        ["success"] = false,
        ["command"] = request.Content.Text("command", ""),
        ["message"] = "This kernel has no debugger.",
    });
}
