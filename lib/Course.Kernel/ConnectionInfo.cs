using System.Text.Json;
using Course.Kernel.Transport;

namespace Course.Kernel;

/// <summary>Where a kernel listens and how messages are signed: Jupyter's connection file.</summary>
public sealed record ConnectionInfo
{
    /// <summary><c>tcp</c> or <c>ipc</c>.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>The address to listen at; for <c>ipc</c> the start of the sockets' paths.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port for requests; 0: one that the system chooses.</summary>
    public int ShellPort { get; init; }

    /// <summary>The port for what the kernel publishes; 0: one that the system chooses.</summary>
    public int IOPubPort { get; init; }

    /// <summary>The port over which the kernel asks for input; 0: one that the system chooses.</summary>
    public int StdinPort { get; init; }

    /// <summary>The port for interrupt and shutdown; 0: one that the system chooses.</summary>
    public int ControlPort { get; init; }

    /// <summary>The port of the heartbeat; 0: one that the system chooses.</summary>
    public int HeartbeatPort { get; init; }

    /// <summary>The key that messages are signed with; empty: they are not signed.</summary>
    public string Key { get; init; } = "";

    /// <summary>How they are signed.</summary>
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="InvalidDataException">The file is not a connection file.</exception>
    public static ConnectionInfo Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            var standard = new ConnectionInfo();
            return new ConnectionInfo
            {
                Transport = Text("transport", standard.Transport),
                Address = Text("ip", standard.Address),
                ShellPort = json.GetProperty("shell_port").GetInt32(),
                IOPubPort = json.GetProperty("iopub_port").GetInt32(),
                StdinPort = json.GetProperty("stdin_port").GetInt32(),
                ControlPort = json.GetProperty("control_port").GetInt32(),
                HeartbeatPort = json.GetProperty("hb_port").GetInt32(),
                Key = Text("key", standard.Key),
                SignatureScheme = Text("signature_scheme", standard.SignatureScheme),
            };

            string Text(string name, string otherwise) => json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : otherwise;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not a Jupyter connection file: {exception.Message} Jupyter writes this file when it starts a kernel.", exception);
        }
    }

    internal int Port(Channel channel) => channel switch
    {
        Channel.Shell => ShellPort,
        Channel.IOPub => IOPubPort,
        Channel.Stdin => StdinPort,
        Channel.Control => ControlPort,
        _ => HeartbeatPort,
    };

    /// <summary>The endpoint of a channel, as ZeroMQ writes it.</summary>
    internal string Endpoint(Channel channel) => Transport switch
    {
        "tcp" => $"tcp://{Address}:{(Port(channel) == 0 ? "*" : Port(channel))}",
        "ipc" => $"ipc://{Address}-{Port(channel)}",
        _ => throw new InvalidDataException($"The connection file asks for transport '{Transport}'; this kernel knows tcp and ipc."),
    };

    /// <summary>The same with the ports at which the channels were found to listen.</summary>
    internal ConnectionInfo WithPorts(Func<Channel, string> endpoint)
    {
        return Transport == "ipc" ? this : this with
        {
            ShellPort = Bound(Channel.Shell),
            IOPubPort = Bound(Channel.IOPub),
            StdinPort = Bound(Channel.Stdin),
            ControlPort = Bound(Channel.Control),
            HeartbeatPort = Bound(Channel.Heartbeat),
        };

        int Bound(Channel channel) => int.Parse(endpoint(channel).AsSpan(endpoint(channel).LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture);
    }
}
