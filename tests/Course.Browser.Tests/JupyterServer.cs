using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Course.Browser.Tests;

/// <summary>Classic Notebook on a folder of its own, with settings and kernels of its own.</summary>
internal sealed class JupyterServer : IDisposable
{
    private readonly Process _process;

    private JupyterServer(Process process, string notebooks, JsonNode settings)
    {
        _process = process;
        Notebooks = notebooks;
        Address = (string)settings["url"]!;
        Token = (string)settings["token"]!;
    }

    /// <summary>The program; null where Notebook is not installed, or is version 7, which is JupyterLab in another dress.</summary>
    public static string? Program { get; } = Programs.Find("jupyter-notebook") is { } found && Programs.FirstLineOf(found, "--version").StartsWith('6') ? found : null;

    /// <summary>The folder of its notebooks.</summary>
    public string Notebooks { get; }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Address { get; }

    public string Token { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="notebooks">The folder of its notebooks.</param>
    /// <param name="environment">Where its settings, kernels and notes of itself are.</param>
    public static async Task<JupyterServer> StartAsync(string notebooks, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Program!, ["--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={FreePort()}", "--port-retries=50", $"--notebook-dir={notebooks}"]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Programs.StartQuietly(start);
        return new JupyterServer(process, notebooks, await SettingsAsync(process, environment["JUPYTER_RUNTIME_DIR"]));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the server writes of itself once it listens.</summary>
    private static async Task<JsonNode> SettingsAsync(Process process, string folder)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(100))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"Jupyter ended with exit code {process.ExitCode}.");
            if (Directory.EnumerateFiles(folder, "nbserver-*.json").FirstOrDefault() is { } file
                && await File.ReadAllTextAsync(file) is var text && text.TrimEnd().EndsWith('}'))
                return JsonNode.Parse(text)!;
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException("Jupyter did not start within a minute.");
    }

    /// <summary>A port that is free now; should another program be faster, Jupyter takes one of the next.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
