using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Course.Kernel.Tests.Serving;

/// <summary>A kernel in a process of its own, started as Jupyter starts it, and a front end.</summary>
internal sealed class ProcessKernel : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-kernel-");

    private ProcessKernel(string? shellScript)
    {
        Connection = new ConnectionInfo { Transport = "ipc", Address = Path.Combine(_folder.FullName, "k"), ShellPort = 1, IOPubPort = 2, StdinPort = 3, ControlPort = 4, HeartbeatPort = 5, Key = Guid.NewGuid().ToString() };
        File.WriteAllText(ConnectionFile, new JsonObject
        {
            ["transport"] = Connection.Transport,
            ["ip"] = Connection.Address,
            ["shell_port"] = Connection.ShellPort,
            ["iopub_port"] = Connection.IOPubPort,
            ["stdin_port"] = Connection.StdinPort,
            ["control_port"] = Connection.ControlPort,
            ["hb_port"] = Connection.HeartbeatPort,
            ["key"] = Connection.Key,
            ["signature_scheme"] = Connection.SignatureScheme,
            ["kernel_name"] = "csharp",
        }.ToJsonString());
        Process = Start(shellScript);
    }

    public ConnectionInfo Connection { get; }

    public Process Process { get; private set; }

    public KernelClient Client { get; private set; } = null!;

    private string ConnectionFile => Path.Combine(_folder.FullName, "connection.json");

    /// <param name="shellScript">Starts the kernel, whose command line is the script's arguments; null: it is started without a shell.</param>
    public static async Task<ProcessKernel> StartAsync(string? shellScript = null)
    {
        var kernel = new ProcessKernel(shellScript);
        kernel.Client = await KernelClient.ConnectAsync(kernel.Connection);
        return kernel;
    }

    /// <summary>Starts another process at the same place, as Jupyter does on a restart; the front end stays.</summary>
    public async Task StartAgainAsync()
    {
        Client.Dispose();
        Process.Dispose();
        Process = Start();
        Client = await KernelClient.ConnectAsync(Connection);
    }

    /// <summary>Waits for the process's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return Process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!Process.HasExited)
            Process.Kill();
        Process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The program of the tests as a kernel.</summary>
    public static string[] CommandLine(string connectionFile) =>
        ["dotnet", typeof(ProcessKernel).Assembly.Location, "kernel", "run", connectionFile];

    private Process Start(string? shellScript = null)
    {
        var line = CommandLine(ConnectionFile);
        if (shellScript is not null)
            line = ["sh", "-c", shellScript, "sh", .. line];
        var start = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = shellScript is not null };
        // As Jupyter does, so that no kernel outlives tests that were ended.
        start.Environment["JPY_PARENT_PID"] = $"{Environment.ProcessId}";
        return System.Diagnostics.Process.Start(start)!;
    }
}
