using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Course.Kernel.Messages;

namespace Course.Kernel.Requests;

/// <summary>
/// Answers the requests of one channel in their order, each between the states busy and idle. It has a thread of its own:
/// cells may keep every thread of the pool busy, and the control channel must be answered all the same.
/// </summary>
internal sealed class RequestQueue
{
    /// <summary>The kind of request that runs a cell.</summary>
    public const string Execute = "execute_request";

    private readonly IReadOnlyDictionary<string, IRequestHandler> _handlers;
    private readonly Action<string> _log;
    private readonly BlockingCollection<(Request Request, long Number)> _waiting = [];
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private Request? _current;
    private long _received;
    private long _abortUpTo;

    /// <param name="name">The channel's name, for the thread.</param>
    /// <param name="handlers">Who answers which kind of request.</param>
    /// <param name="log">Gets a line on what cannot be answered.</param>
    public RequestQueue(string name, IReadOnlyDictionary<string, IRequestHandler> handlers, Action<string> log)
    {
        _handlers = handlers;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = $"Jupyter {name}" };
        _thread.Start();
    }

    /// <summary>The request that is being answered.</summary>
    public Request? Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

    public void Add(Request request)
    {
        lock (_gate)
        {
            if (!_waiting.IsAddingCompleted)
                _waiting.Add((request, ++_received));
        }
    }

    /// <summary>Asks the request that is being answered, if there is one, to end early.</summary>
    /// <returns>That request.</returns>
    public Request? Interrupt()
    {
        lock (_gate)
        {
            _running?.Cancel();
            return _current;
        }
    }

    /// <summary>Takes no more requests and leaves those that wait.</summary>
    /// <param name="patience">How long the one that is being answered has to end.</param>
    public void Stop(TimeSpan patience)
    {
        lock (_gate)
            _waiting.CompleteAdding();
        while (_waiting.TryTake(out _))
        {
        }

        _thread.Join(patience);
    }

    private void Run()
    {
        foreach (var (request, number) in _waiting.GetConsumingEnumerable())
        {
            request.PublishStatus("busy");
            if (Answer(request, number) is { } reply && request.WantsReply)
                request.Reply(reply);
            request.PublishStatus("idle");
            if (request.AbortsQueue)
                AbortWaiting();
        }
    }

    /// <summary>The reply's content; null where nobody here knows what to reply.</summary>
    private JsonObject? Answer(Request request, long number)
    {
        if (number <= _abortUpTo && request.Type == Execute)
            return Replies.Aborted();
        if (!_handlers.TryGetValue(request.Type, out var handler))
        {
            _log($"A message of type '{request.Type}' was left: this channel does not know it.");
            return null;
        }

        // Not disposed: an interrupt may be about to cancel it.
        var cancel = new CancellationTokenSource();
        SetCurrent(request, cancel);
        try
        {
            return handler.AnswerAsync(request, cancel.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            // Whatever a front end sends, the next request is answered.
            if (exception is not (OperationCanceledException or MalformedMessageException))
                _log($"A message of type '{request.Type}' was not answered: {exception}");
            return Replies.Error(exception);
        }
        finally
        {
            SetCurrent(null, null);
        }
    }

    private void AbortWaiting()
    {
        lock (_gate)
            _abortUpTo = _received;
    }

    private void SetCurrent(Request? request, CancellationTokenSource? cancel)
    {
        lock (_gate)
            (_current, _running) = (request, cancel);
    }
}
