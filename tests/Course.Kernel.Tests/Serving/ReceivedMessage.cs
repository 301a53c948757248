using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

/// <summary>A message of the kernel.</summary>
/// <param name="Channel">Where it came.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Header">Its header.</param>
/// <param name="Parent">The header of what it answers.</param>
/// <param name="Content">Its content.</param>
internal sealed record ReceivedMessage(Channel Channel, string Type, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    public string? ParentId => (string?)Parent["msg_id"];

    public string? Status => (string?)Content["status"];

    public string? State => Type == "status" ? (string?)Content["execution_state"] : null;
}
