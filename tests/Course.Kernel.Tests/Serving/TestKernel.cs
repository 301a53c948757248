using System.Collections.Concurrent;

namespace Course.Kernel.Tests.Serving;

/// <summary>A kernel in the tests' process, at ports that the system chose, and a front end.</summary>
public sealed class TestKernel : IAsyncLifetime
{
    internal ConcurrentQueue<string> Log { get; } = new();

    internal KernelServer Server { get; private set; } = null!;

    internal KernelClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = new KernelServer(new ConnectionInfo { Key = Guid.NewGuid().ToString() }, new KernelOptions { Log = Log.Enqueue });
        Client = await KernelClient.ConnectAsync(Server.Connection);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
