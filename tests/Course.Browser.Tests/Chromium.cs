using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Course.Browser.Tests;

/// <summary>Chromium without a window.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly Process _process;
    private readonly int _port;

    private Chromium(Process process, int port) => (_process, _port) = (process, port);

    /// <summary>The program, or null where none is installed.</summary>
    public static string? Program { get; } = new[] { "chromium", "chromium-browser", "google-chrome" }.Select(Programs.Find).FirstOrDefault(path => path is not null);

    public static async Task<Chromium> StartAsync(string profile)
    {
        var process = Programs.StartQuietly(new ProcessStartInfo(Program!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={profile}", "--window-size=1200,1400", "about:blank",
        ]));
        var listening = Path.Combine(profile, "DevToolsActivePort");
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            if (File.Exists(listening) && await File.ReadAllLinesAsync(listening) is [var port, _, ..])
                return new Chromium(process, int.Parse(port));
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException("Chromium did not start within a minute.");
    }

    /// <summary>Opens an address in a page of its own.</summary>
    /// <param name="address">The address.</param>
    /// <param name="runsScripts">Whether the page's scripts run.</param>
    public async Task<Page> OpenAsync(string address, bool runsScripts = true)
    {
        using var client = new HttpClient();
        using var answer = await client.PutAsync(new Uri($"http://127.0.0.1:{_port}/json/new?about:blank"), null);
        var target = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return await Page.OpenAsync(new Uri((string)target["webSocketDebuggerUrl"]!), address, runsScripts);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
