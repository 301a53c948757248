using System.Text.Json.Nodes;

namespace Course.Kernel.Tests.Serving;

/// <summary>A request's reply, and what was published for it.</summary>
internal sealed record Exchange(ReceivedMessage Reply, IReadOnlyList<ReceivedMessage> Published)
{
    public JsonObject Content => Reply.Content;

    public IEnumerable<ReceivedMessage> Outputs => Published.Where(message => message.Type is not ("status" or "execute_input"));

    /// <summary>The result as plain text.</summary>
    public string? Result => (string?)Published.SingleOrDefault(message => message.Type == "execute_result")?.Content["data"]!["text/plain"];

    public string Printed => string.Concat(Published.Where(message => message.Type == "stream" && (string?)message.Content["name"] == "stdout").Select(message => (string?)message.Content["text"]));
}
