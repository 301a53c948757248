using System.Text.Json.Nodes;
using Course.Kernel.Messages;
using Course.Kernel.Requests;
using Course.Kernel.Transport;
using Course.Notebooks;

namespace Course.Kernel;

/// <summary>Asks the front end whose cell runs for a line of text.</summary>
internal sealed class Keyboard(MessageSender sender) : IDisposable
{
    private readonly SemaphoreSlim _oneQuestion = new(1);
    private volatile Request? _asker;
    private readonly Lock _gate = new();
    private TaskCompletionSource<string>? _answer;
    private string _question = "";

    /// <summary>From now on questions go to the front end that made this request; null: there is none that could answer.</summary>
    public void Attach(Request? request) => _asker = request;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The front end cannot be asked.</exception>
    public async Task<string?> ReadAsync(InputRequest question, CancellationToken cancel)
    {
        await _oneQuestion.WaitAsync(cancel);
        try
        {
            var asker = _asker ?? throw new InvalidOperationException(
                "A cell asked for input (Console.ReadLine or the like), and this front end takes none. Put the value into the cell instead.");
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var content = new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.IsPassword };
            // A front end's connections all have the identity under which its request came.
            lock (_gate)
            {
                _answer = answer;
                _question = sender.Send(Channel.Stdin, asker.Message.Identities, "input_request", content, asker.Message.Header);
            }

            return await answer.Task.WaitAsync(cancel);
        }
        finally
        {
            lock (_gate)
                _answer = null;
            _oneQuestion.Release();
        }
    }

    /// <summary>
    /// Takes what came on the channel for input; an answer that nobody waits for any more is left. Classic Notebook and
    /// Jupyter's own client do not say which question they answer: that is the one that waits.
    /// </summary>
    public void Receive(Message message)
    {
        if (message.Header.Type != "input_reply")
            return;
        var answered = JsonContent.Parse(message.ParentHeader, "parent header").Text("msg_id", "");
        lock (_gate)
        {
            if (answered.Length == 0 || answered == _question)
                _answer?.TrySetResult(message.Content.Text("value", ""));
        }
    }

    public void Dispose() => _oneQuestion.Dispose();
}
