using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Comms;

/// <summary>The open comms, and what front ends can open.</summary>
/// <param name="targets">By name, what is told of each comm that a front end opens, with the data that it sent.</param>
/// <param name="sender">Sends their messages.</param>
/// <param name="log">Gets a line on messages for comms that are not open.</param>
internal sealed class CommTable(IReadOnlyDictionary<string, Action<Comm, JsonElement>> targets, MessageSender sender, Action<string> log)
{
    private static readonly JsonElement _noData = JsonDocument.Parse("{}").RootElement;

    private readonly ConcurrentDictionary<string, Comm> _open = new();

    public IEnumerable<Comm> Open => _open.Values;

    public void OpenFor(Message message)
    {
        var id = message.Content.Text("comm_id");
        var name = message.Content.Text("target_name", "");
        var comm = new Comm(id, name, (type, content) => sender.Publish(type, content, message.Header), comm => _open.TryRemove(comm.Id, out _));
        if (!targets.TryGetValue(name, out var opened))
        {
            log($"A front end asked for the comm target '{name}', which this kernel does not have.");
            comm.Close();
            return;
        }

        _open[id] = comm;
        opened(comm, Data(message));
    }

    public void Receive(Message message) => Find(message)?.Receive(Data(message));

    public void CloseFor(Message message) => Find(message)?.EndByFrontEnd();

    private static JsonElement Data(Message message) => message.Content.Object("data") ?? _noData;

    private Comm? Find(Message message)
    {
        var id = message.Content.Text("comm_id");
        if (_open.TryGetValue(id, out var comm))
            return comm;
        log($"A message came for the comm '{id}', which is not open.");
        return null;
    }
}
