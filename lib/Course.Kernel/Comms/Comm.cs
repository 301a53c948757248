using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Kernel.Comms;

/// <summary>An open connection between an object in a front end and its counterpart in the kernel.</summary>
public sealed class Comm
{
    private readonly Action<string, JsonObject> _publish;
    private readonly Action<Comm> _forget;

    internal Comm(string id, string target, Action<string, JsonObject> publish, Action<Comm> forget)
    {
        Id = id;
        Target = target;
        _publish = publish;
        _forget = forget;
    }

    /// <summary>Raised for each message of the front end, with its data; on the thread of the shell channel.</summary>
    public event Action<JsonElement>? Received;

    /// <summary>Raised when the front end closes the connection.</summary>
    public event Action? Closed;

    /// <summary>The connection's id.</summary>
    public string Id { get; }

    /// <summary>The name under which its counterpart was asked for.</summary>
    public string Target { get; }

    /// <summary>Sends data to the front end.</summary>
    public void Send(JsonObject data) => _publish("comm_msg", new JsonObject { ["comm_id"] = Id, ["data"] = data });

    /// <summary>Closes the connection on both sides.</summary>
    public void Close()
    {
        _forget(this);
        _publish("comm_close", new JsonObject { ["comm_id"] = Id, ["data"] = new JsonObject() });
    }

    internal void Receive(JsonElement data) => Received?.Invoke(data);

    internal void EndByFrontEnd()
    {
        _forget(this);
        Closed?.Invoke();
    }
}
