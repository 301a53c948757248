using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Says at which ports the kernel listens.</summary>
internal sealed class ConnectHandler(Func<ConnectionInfo> connection) : IRequestHandler
{
    public Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        var ports = connection();
        var reply = Replies.Ok();
        reply["shell_port"] = ports.ShellPort;
        reply["iopub_port"] = ports.IOPubPort;
        reply["stdin_port"] = ports.StdinPort;
        reply["control_port"] = ports.ControlPort;
        reply["hb_port"] = ports.HeartbeatPort;
        return Task.FromResult(reply);
    }
}
