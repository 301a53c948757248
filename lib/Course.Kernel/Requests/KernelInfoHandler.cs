using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Requests;

/// <summary>Says which kernel this is; front ends ask first of all.</summary>
internal sealed class KernelInfoHandler : IRequestHandler
{
    private static readonly string _version = typeof(KernelInfoHandler).Assembly.GetName().Version!.ToString(3);

    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var reply = Replies.Ok();
        reply["protocol_version"] = MessageHeader.ProtocolVersion;
        reply["implementation"] = "Course.Kernel";
        reply["implementation_version"] = _version;
        reply["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        };
        reply["banner"] = $"C# 14 on .NET {Environment.Version}";
        reply["help_links"] = new JsonArray(
            new JsonObject { ["text"] = "C#", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
            new JsonObject { ["text"] = ".NET API", ["url"] = "https://learn.microsoft.com/dotnet/api/" });
        return Task.FromResult(reply);
    }
}
