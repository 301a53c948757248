using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>Says whether a text could be run as it stands, or whether a console is to wait for another line.</summary>
internal sealed class IsCompleteHandler : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var completeness = CSharpSession.IsComplete(request.Content.Text("code"));
        return Task.FromResult(completeness.Status switch
        {
            CompletenessStatus.Complete => new JsonObject { ["status"] = "complete" },
            CompletenessStatus.Invalid => new JsonObject { ["status"] = "invalid" },
            _ => new JsonObject { ["status"] = "incomplete", ["indent"] = completeness.Indent },
        });
    }
}
