using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Browser.Tests;

/// <summary>A page in the browser: what a script asks of it, and what a person's keys and mouse do.</summary>
internal sealed class Page : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private DevTools _tools = null!;

    /// <summary>Errors that scripts threw or the page's console showed.</summary>
    public IEnumerable<string> Problems => _problems;

    /// <summary>The addresses that the page asked for.</summary>
    public IEnumerable<string> Requests => _requests;

    public static async Task<Page> OpenAsync(Uri devTools, string address, bool runsScripts)
    {
        var page = new Page();
        page._tools = await DevTools.ConnectAsync(devTools, page.Hear);
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
            await page._tools.CallAsync($"{domain}.enable");
        if (!runsScripts)
            await page._tools.CallAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });
        // A notebook with unsaved changes would ask whether it may be left.
        await page._tools.CallAsync("Page.navigate", new() { ["url"] = address });
        return page;
    }

    /// <summary>The value of an expression of JavaScript; a promise is waited for.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await _tools.CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } failure)
            throw new InvalidOperationException($"{expression}\n{failure["exception"]?["description"] ?? failure["text"]}");
        return answer["result"]!["value"];
    }

    public async Task<T> EvaluateAsync<T>(string expression) =>
        (await EvaluateAsync(expression) ?? throw new InvalidOperationException($"This has no value: {expression}")).Deserialize<T>()!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitAsync(string condition, double seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var holds = false;
            try
            {
                holds = await EvaluateAsync<bool>($"!!({condition})");
            }
            catch (InvalidOperationException) when (clock.Elapsed.TotalSeconds < seconds)
            {
                // The page is still being loaded, and lacks what the condition names.
            }

            if (holds)
                return;
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"After {seconds} s this does not hold: {condition}\n{string.Join("\n", Problems)}");
            await Task.Delay(_pause);
        }
    }

    /// <summary>Types text where the cursor is.</summary>
    public Task TypeAsync(string text) => _tools.CallAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Presses a key and lets it go.</summary>
    public async Task PressAsync(string key, int code, bool shift = false)
    {
        foreach (var type in (string[])["rawKeyDown", "keyUp"])
            await _tools.CallAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code, ["modifiers"] = shift ? 8 : 0 });
    }

    /// <summary>Moves the mouse to the middle of the first element that a selector finds, in small steps as a hand does.</summary>
    public async Task HoverAsync(string selector)
    {
        var place = await EvaluateAsync<double[]>($"(() => {{ const e = document.querySelector({JsonSerializer.Serialize(selector)}); e.scrollIntoView({{ block: 'center' }}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()");
        for (var step = 5; step >= 0; step--)
        {
            await _tools.CallAsync("Input.dispatchMouseEvent", new() { ["type"] = "mouseMoved", ["x"] = place[0] + 3 * step, ["y"] = place[1] + step });
            await Task.Delay(_pause);
        }
    }

    /// <summary>Keeps what the page looks like.</summary>
    public async Task ScreenshotAsync(string file)
    {
        var picture = await _tools.CallAsync("Page.captureScreenshot", new() { ["format"] = "png" });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(picture["data"]!.GetValue<string>()));
    }

    public ValueTask DisposeAsync() => _tools.DisposeAsync();

    private void Hear(string name, JsonNode what)
    {
        switch (name)
        {
            case "Runtime.exceptionThrown":
                _problems.Enqueue($"{what["exceptionDetails"]!["exception"]?["description"] ?? what["exceptionDetails"]!["text"]}");
                break;
            case "Runtime.consoleAPICalled" when (string?)what["type"] == "error":
                _problems.Enqueue(string.Join(' ', what["args"]!.AsArray().Select(word => $"{word!["value"] ?? word["description"]}")));
                break;
            case "Log.entryAdded" when (string?)what["entry"]!["level"] == "error":
                _problems.Enqueue($"{what["entry"]!["text"]} {what["entry"]!["url"]}");
                break;
            case "Network.requestWillBeSent":
                _requests.Enqueue((string)what["request"]!["url"]!);
                break;
        }
    }
}
