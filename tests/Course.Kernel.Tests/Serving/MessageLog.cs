namespace Course.Kernel.Tests.Serving;

/// <summary>What a client got, in its order, for tests that look at it and wait for more.</summary>
internal sealed class MessageLog
{
    /// <summary>Far more than anything takes: only a hang meets it.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);

    private readonly List<ReceivedMessage> _messages = [];
    private readonly List<(Func<ReceivedMessage, bool> Condition, TaskCompletionSource<ReceivedMessage> Found)> _waiting = [];

    public IReadOnlyList<ReceivedMessage> All
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public void Add(ReceivedMessage message)
    {
        lock (_messages)
        {
            _messages.Add(message);
            foreach (var (_, found) in _waiting.Where(one => one.Condition(message)))
                found.TrySetResult(message);
            _waiting.RemoveAll(one => one.Found.Task.IsCompleted);
        }
    }

    /// <summary>The first message, already here or still to come, that meets a condition.</summary>
    public async Task<ReceivedMessage> FindAsync(string what, Func<ReceivedMessage, bool> condition)
    {
        var found = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_messages)
        {
            if (_messages.Find(message => condition(message)) is { } here)
                return here;
            _waiting.Add((condition, found));
        }

        try
        {
            return await found.Task.WaitAsync(_limit);
        }
        catch (TimeoutException)
        {
            var last = All.TakeLast(10).Select(message => $"{message.Channel} {message.Type} {message.Content.ToJsonString()}");
            throw new TimeoutException($"No {what} came. The last messages:\n{string.Join('\n', last)}");
        }
    }
}
