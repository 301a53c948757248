using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>Runs cells.</summary>
internal sealed partial class ExecuteHandler(Task<CSharpSession> session, Keyboard keyboard, CellHistory history, FigureScript figures) : IRequestHandler
{
    private readonly ConcurrentDictionary<string, Request> _displayedBy = new();
    private int _count;

    public async Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel)
    {
        request.ReplyMetadata["started"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var content = request.Content;
        var code = content.Text("code");
        var isSilent = content.Flag("silent", false);
        var isStored = !isSilent && content.Flag("store_history", true) && !string.IsNullOrWhiteSpace(code);
        if (isStored)
            _count++;
        if (!isSilent)
            request.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count });

        keyboard.Attach(content.Flag("allow_stdin", false) ? request : null);
        try
        {
            var csharp = await session.WaitAsync(cancel);
            var reply = Question().Match(code) is { Success: true } question
                ? await ExplainAsync(csharp, question.Groups["name"].Value, cancel)
                : await RunAsync(csharp, request, code, isSilent, isStored, cancel);
            reply["execution_count"] = _count;
            request.AbortsQueue = (string?)reply["status"] == "error" && content.Flag("stop_on_error", true);
            return reply;
        }
        finally
        {
            keyboard.Attach(null);
        }
    }

    private async Task<JsonObject> RunAsync(CSharpSession csharp, Request request, string code, bool isSilent, bool isStored, CancellationToken cancel)
    {
        string? shown = null;
        // A front end in which somebody works lets cells ask; what runs notebooks unattended does not.
        var isWatched = request.Content.Flag("allow_stdin", false);
        var publisher = new CellPublisher(request, _count, isSilent, isWatched ? null : figures, _displayedBy);
        var result = await csharp.RunAsync(code, output =>
        {
            if (output is ResultOutput value)
                shown = value.Data.Text(MimeBundle.PlainText);
            publisher.Publish(output);
        }, _count, cancel);
        publisher.End();
        if (isStored)
            history.Add(new HistoryEntry(_count, code, shown));
        if (result.Error is { } error)
            return Replies.Error(error);

        var reply = Replies.Ok();
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = await EvaluateAsync(csharp, request.Content.Object("user_expressions"), publisher, cancel);
        return reply;
    }

    /// <summary>The values of expressions that a front end wants to show somewhere else than below the cell.</summary>
    private async Task<JsonObject> EvaluateAsync(CSharpSession csharp, JsonElement? expressions, CellPublisher publisher, CancellationToken cancel)
    {
        var values = new JsonObject();
        if (expressions is not { } given)
            return values;
        foreach (var expression in given.EnumerateObject())
        {
            MimeBundle? value = null;
            var result = await csharp.RunAsync(expression.Value.ToString(), output =>
            {
                if (output is ResultOutput result)
                    value = result.Data;
                else if (output is not ErrorOutput)
                    publisher.Publish(output);
            }, _count, cancel);
            values[expression.Name] = result.Error is { } error ? Replies.Error(error) : Value(value);
        }

        return values;
    }

    private static JsonObject Value(MimeBundle? value)
    {
        var content = Replies.Ok();
        content["data"] = value is null ? [] : OutputMessages.Data(value);
        content["metadata"] = new JsonObject();
        return content;
    }

    /// <summary>A name with a question mark behind it is no C#: it asks, as in other kernels, what is known of the name.</summary>
    private static async Task<JsonObject> ExplainAsync(CSharpSession csharp, string name, CancellationToken cancel)
    {
        var inspection = await csharp.InspectAsync(name, name.Length, cancel) ?? new Inspection($"Nothing is known of `{name}`.", $"Nothing is known of {name}.");
        var reply = Replies.Ok();
        reply["payload"] = new JsonArray(new JsonObject { ["source"] = "page", ["data"] = InspectHandler.Data(inspection), ["start"] = 0 });
        reply["user_expressions"] = new JsonObject();
        return reply;
    }

    [GeneratedRegex(@"^\s*(?<name>\w+(\.\w+)*)\s*\?\s*$")]
    private static partial Regex Question();
}
