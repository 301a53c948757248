using Course.Kernel.Transport;

namespace Course.Kernel.Tests;

public sealed class ConnectionInfoTests
{
    [Fact]
    public void A_connection_file_of_Jupyter_is_read()
    {
        var info = Read("""
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "key": "a-b",
             "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ".net-csharp"}
            """);

        Assert.Equal("a-b", info.Key);
        Assert.Equal(
            ["tcp://127.0.0.1:1", "tcp://127.0.0.1:2", "tcp://127.0.0.1:3", "tcp://127.0.0.1:4", "tcp://127.0.0.1:5"],
            Enum.GetValues<Channel>().Select(info.Endpoint));
    }

    [Fact]
    public void Ipc_has_a_path_for_each_channel()
    {
        var info = new ConnectionInfo { Transport = "ipc", Address = "/tmp/k", ShellPort = 1 };

        Assert.Equal("ipc:///tmp/k-1", info.Endpoint(Channel.Shell));
    }

    [Theory]
    [InlineData("{\"shell_port\": 1}")]
    [InlineData("{\"shell_port\": \"one\"}")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void A_file_that_is_none_is_named(string text)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains("is not a Jupyter connection file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_that_is_not_known_is_named()
    {
        var exception = Assert.Throws<InvalidDataException>(() => new ConnectionInfo { Transport = "udp" }.Endpoint(Channel.Shell));

        Assert.Contains("'udp'", exception.Message, StringComparison.Ordinal);
    }

    private static ConnectionInfo Read(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return ConnectionInfo.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
