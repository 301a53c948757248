using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Course.Browser.Tests;

/// <summary>A connection to one page of Chromium, over the Chrome DevTools Protocol.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Action<string, JsonNode> _onEvent;
    private Task _listening = Task.CompletedTask;
    private int _last;

    private DevTools(Action<string, JsonNode> onEvent) => _onEvent = onEvent;

    public static async Task<DevTools> ConnectAsync(Uri address, Action<string, JsonNode> onEvent)
    {
        var tools = new DevTools(onEvent);
        await tools._socket.ConnectAsync(address, CancellationToken.None);
        tools._listening = Task.Run(tools.ListenAsync);
        return tools;
    }

    /// <summary>Calls a method of the protocol.</summary>
    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        var number = Interlocked.Increment(ref _last);
        var answer = _calls[number] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters ?? [] };
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        var result = await answer.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return result["error"] is { } error ? throw new InvalidOperationException($"{method}: {error["message"]}") : result["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                var json = JsonNode.Parse(message.ToArray())!;
                if (json["id"] is { } id && _calls.TryRemove(id.GetValue<int>(), out var call))
                    call.TrySetResult(json);
                else if (json["method"] is { } method)
                    _onEvent(method.GetValue<string>(), json["params"]!);
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or System.Text.Json.JsonException)
        {
            foreach (var call in _calls.Values)
                call.TrySetException(new IOException("The connection to the browser ended.", end));
        }
    }
}
