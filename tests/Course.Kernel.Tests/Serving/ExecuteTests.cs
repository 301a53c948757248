using System.Text.Json.Nodes;
using Course.Kernel.Transport;

namespace Course.Kernel.Tests.Serving;

public sealed class ExecuteTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    private readonly KernelClient _client = kernel.Client;

    [Fact]
    public async Task A_cell_shows_its_input_its_outputs_in_order_and_its_result_before_idle()
    {
        var exchange = await _client.RunAsync("Console.Write(\"a\"); Console.Error.Write(\"b\"); display(\"c\"); Console.Write(\"d\"); 6 * 7");

        Assert.Equal("ok", exchange.Reply.Status);
        Assert.Equal(
            ["status", "execute_input", "stream", "stream", "display_data", "stream", "execute_result", "status"],
            exchange.Published.Select(message => message.Type));
        Assert.Equal(["stdout", "stderr", "stdout"], exchange.Published.Where(message => message.Type == "stream").Select(message => (string?)message.Content["name"]));
        Assert.Equal("42", exchange.Result);
        var counts = new[] { exchange.Content, exchange.Published[1].Content, exchange.Published[^2].Content }.Select(content => (int)content["execution_count"]!);
        Assert.Single(counts.Distinct());
    }

    [Fact]
    public async Task Many_small_prints_become_few_messages_with_nothing_lost()
    {
        var exchange = await _client.RunAsync("for (var i = 0; i < 20_000; i++) Console.WriteLine(i);");

        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}\n")), exchange.Printed);
        Assert.True(exchange.Outputs.Count() < 2_000, $"{exchange.Outputs.Count()} messages");
    }

    [Fact]
    public async Task Of_what_a_cell_prints_a_million_characters_are_shown_and_the_rest_is_counted()
    {
        var exchange = await _client.RunAsync("for (var i = 0; i < 150_000; i++) Console.Write(\"0123456789\"); 7");

        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 100_000)), exchange.Printed[..1_000_000]);
        Assert.Equal("\n… 500,000 characters were left out: a cell shows at most 1,000,000 characters of text.\n", exchange.Printed[1_000_000..]);
        Assert.Equal("7", exchange.Result);
    }

    [Theory]
    [InlineData("HTML(\"<b>bold</b>\")", "text/html")]
    [InlineData("display(HTML(\"<b>bold</b>\"));", "text/html")]
    [InlineData("display(new { Bold = true });", "text/html")]
    [InlineData("#!html\n<b>bold</b>", "text/html")]
    [InlineData("#!markdown\n**bold**", "text/markdown")]
    public async Task Whatever_is_shown_has_a_plain_text_too(string code, string mime)
    {
        var shown = (await _client.RunAsync(code)).Outputs.Last().Content["data"]!;

        Assert.Contains("bold", (string?)shown[mime], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("bold", (string?)shown["text/plain"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Text_of_any_language_and_half_surrogates_come_through()
    {
        var exchange = await _client.RunAsync("Console.Write(\"grün 日本 😀\"); Console.Write('\\ud83d'); 1");

        Assert.StartsWith("grün 日本 😀", exchange.Printed, StringComparison.Ordinal);
        Assert.Equal("1", exchange.Result);
    }

    [Fact]
    public async Task A_failing_cell_publishes_the_error_that_its_reply_has()
    {
        var exchange = await _client.RunAsync("throw new InvalidOperationException(\"no\");");
        var error = Assert.Single(exchange.Outputs);

        Assert.Equal("error", error.Type);
        Assert.Equal("error", exchange.Reply.Status);
        foreach (var content in new[] { error.Content, exchange.Content })
        {
            Assert.Equal("InvalidOperationException", (string?)content["ename"]);
            Assert.Equal("no", (string?)content["evalue"]);
            Assert.NotEmpty(content["traceback"]!.AsArray());
        }

        Assert.NotNull(exchange.Content["execution_count"]);
    }

    [Fact]
    public async Task An_error_calls_its_cell_by_the_number_that_the_front_end_shows()
    {
        await _client.RunAsync("");
        await _client.RunAsync("Math.Max?");
        await _client.RunAsync("1", content => content["silent"] = true);
        var exchange = await _client.RunAsync("throw new Exception();", content => content["user_expressions"] = new JsonObject { ["one"] = "1" });

        Assert.Contains($"cell {(int)exchange.Content["execution_count"]!}", exchange.Content["traceback"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_names_the_display_that_it_updates()
    {
        var shown = (await _client.RunAsync("var d = display(\"before\");")).Outputs.Single();
        var update = (await _client.RunAsync("d.Update(\"after\");")).Outputs.Single();

        Assert.Equal("display_data", shown.Type);
        Assert.Equal("update_display_data", update.Type);
        Assert.Equal("after", (string?)update.Content["data"]!["text/plain"]);
        Assert.NotNull((string?)shown.Content["transient"]!["display_id"]);
        Assert.Equal((string?)shown.Content["transient"]!["display_id"], (string?)update.Content["transient"]!["display_id"]);
    }

    [Fact]
    public async Task A_silent_cell_shows_nothing_and_counts_nothing()
    {
        var before = await _client.RunAsync("1");
        var silent = await _client.RunAsync("Console.Write(1); var silently = 5; 2", content => content["silent"] = true);
        var after = await _client.RunAsync("silently");

        Assert.Equal("ok", silent.Reply.Status);
        Assert.Equal(["busy", "idle"], silent.Published.Select(message => message.State));
        Assert.Equal((int)before.Content["execution_count"]!, (int)silent.Content["execution_count"]!);
        Assert.Equal((int)before.Content["execution_count"]! + 1, (int)after.Content["execution_count"]!);
        Assert.Equal("5", after.Result);
    }

    [Fact]
    public async Task A_cell_that_is_not_to_be_stored_is_not_counted_and_not_in_the_history()
    {
        var before = await _client.RunAsync("1");
        var hidden = await _client.RunAsync("\"not in the history\"", content => content["store_history"] = false);
        var history = await _client.AskAsync("history_request", History("tail", ("n", 1000)));

        Assert.NotNull(hidden.Result);
        Assert.Equal((int)before.Content["execution_count"]!, (int)hidden.Content["execution_count"]!);
        Assert.DoesNotContain("not in the history", history.Content.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expressions_of_the_front_end_are_evaluated_each_for_itself()
    {
        var exchange = await _client.RunAsync("var three = 3;", content => content["user_expressions"] = new JsonObject { ["sum"] = "three + 4", ["wrong"] = "nothing.Here" });
        var values = exchange.Content["user_expressions"]!;

        Assert.Equal(("ok", "7"), ((string?)values["sum"]!["status"], (string?)values["sum"]!["data"]!["text/plain"]));
        Assert.Equal("error", (string?)values["wrong"]!["status"]);
        Assert.Empty(exchange.Outputs);
    }

    [Fact]
    public async Task A_name_with_a_question_mark_opens_the_pager()
    {
        var exchange = await _client.RunAsync("Math.Max?");
        var payload = exchange.Content["payload"]![0]!;

        Assert.Equal("page", (string?)payload["source"]);
        Assert.Contains("Max", (string?)payload["data"]!["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_the_cells_that_wait_are_given_back_unrun()
    {
        // The first waits until the others are there.
        var asked = _client.SendCode("var go = await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"\"); throw new Exception(go);", content => content["allow_stdin"] = true);
        var waiting = _client.SendCode("var ran = true;");
        var info = _client.Send(Channel.Shell, "kernel_info_request", []);
        await AnswerAsync(asked, "enough");

        Assert.Equal("error", (await _client.EndOfAsync(asked)).Reply.Status);
        var aborted = await _client.EndOfAsync(waiting);
        Assert.Equal("aborted", aborted.Reply.Status);
        Assert.Equal(["busy", "idle"], aborted.Published.Select(message => message.State));
        Assert.Equal("ok", (await _client.EndOfAsync(info)).Reply.Status);
        Assert.Equal("2", (await _client.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_failure_that_is_not_to_stop_leaves_the_queue_as_it_is()
    {
        var failing = _client.SendCode(
            "await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"\"); throw new Exception();",
            content => (content["allow_stdin"], content["stop_on_error"]) = (true, false));
        var next = _client.SendCode("\"ran\"");
        await AnswerAsync(failing, "");

        Assert.Equal("error", (await _client.EndOfAsync(failing)).Reply.Status);
        Assert.Equal("ran", (await _client.EndOfAsync(next)).Result);
    }

    [Fact]
    public async Task A_cell_asks_the_front_end_that_runs_it_for_input()
    {
        var id = _client.SendCode("Console.ReadLine() + \"!\"", content => content["allow_stdin"] = true);
        var question = await QuestionAsync(id);
        Assert.False((bool)question.Content["password"]!);
        await AnswerAsync(id, "grün 😀");

        Assert.Equal("grün 😀!", (await _client.EndOfAsync(id)).Result);
    }

    [Fact]
    public async Task An_answer_to_a_question_of_an_interrupted_cell_does_not_answer_the_next()
    {
        var stopped = _client.SendCode("Console.ReadLine()", content => content["allow_stdin"] = true);
        var old = await QuestionAsync(stopped);
        await _client.AskAsync("interrupt_request", channel: Channel.Control);
        await _client.EndOfAsync(stopped);
        var id = _client.SendCode("Console.ReadLine()", content => content["allow_stdin"] = true);
        var question = await QuestionAsync(id);

        _client.Send(Channel.Stdin, "input_reply", new JsonObject { ["value"] = "late" }, old);
        _client.Send(Channel.Stdin, "input_reply", new JsonObject { ["value"] = "right" }, question);

        Assert.Equal("right", (await _client.EndOfAsync(id)).Result);
    }

    [Fact]
    public async Task What_tasks_show_after_their_cell_belongs_to_the_last_cell_and_an_update_to_the_one_that_displayed()
    {
        var displaying = await _client.RunAsync("""
            var late = new TaskCompletionSource();
            var shown = display("before");
            _ = Task.Run(async () => { await late.Task; shown.Update("after"); Console.Write("printed"); });
            """);
        var last = _client.SendCode("_ = Task.Run(async () => { await Task.Delay(200); late.SetResult(); });");
        await _client.EndOfAsync(last);

        var printed = await _client.PublishedAsync(last, "stream");
        var update = await _client.PublishedAsync(displaying.Reply.ParentId!, "update_display_data");

        Assert.Equal("printed", (string?)printed.Content["text"]);
        Assert.Equal("after", (string?)update.Content["data"]!["text/plain"]);
    }

    [Fact]
    public async Task A_flood_of_displays_is_capped_and_the_next_cell_shows_its_own()
    {
        var id = _client.SendCode("while (true) display(42);");
        await _client.PublishedAsync(id, "display_data");
        await _client.AskAsync("interrupt_request", channel: Channel.Control);

        var flood = await _client.EndOfAsync(id);

        Assert.InRange(flood.Outputs.Count(message => message.Type == "display_data"), 1, 1000);
        Assert.Equal("error", flood.Outputs.Last().Type);
        Assert.Equal("2", (await _client.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_password_is_asked_for_as_one()
    {
        var id = _client.SendCode("(await Microsoft.DotNet.Interactive.Kernel.GetPasswordAsync(\"Who?\")).GetClearTextPassword()", content => content["allow_stdin"] = true);
        var question = await QuestionAsync(id);
        await AnswerAsync(id, "secret");

        Assert.Equal("Who?", (string?)question.Content["prompt"]);
        Assert.True((bool)question.Content["password"]!);
        Assert.Equal("secret", (await _client.EndOfAsync(id)).Result);
    }

    [Fact]
    public async Task A_cell_fails_in_words_where_the_front_end_takes_no_input()
    {
        var exchange = await _client.RunAsync("Console.ReadLine()");

        Assert.Contains("takes none", (string?)exchange.Content["evalue"], StringComparison.Ordinal);
        Assert.DoesNotContain(_client.Received.All, message => message.Channel == Channel.Stdin && message.ParentId == exchange.Reply.ParentId);
    }

    [Fact]
    public async Task The_history_is_given_by_its_tail_a_range_or_a_pattern()
    {
        var first = (int)(await _client.RunAsync("var h1 = 11;")).Content["execution_count"]!;
        await _client.RunAsync("h1 + 1");
        await _client.RunAsync("h1 + 1");

        Assert.Equal(["h1 + 1", "h1 + 1"], await InputsAsync(History("tail", ("n", 2))));
        Assert.Equal(["var h1 = 11;", "h1 + 1"], await InputsAsync(History("range", ("session", 0), ("start", first), ("stop", first + 2))));
        Assert.Equal(["h1 + 1"], await InputsAsync(History("search", ("pattern", "h?*1"), ("unique", true))));
        Assert.Equal(["h1 + 1", "h1 + 1"], await InputsAsync(History("search", ("pattern", "h1*"))));
        var withOutput = (await _client.AskAsync("history_request", History("tail", ("n", 1), ("output", true)))).Content["history"]![0]!;
        Assert.Equal(["h1 + 1", "12"], withOutput[2]!.AsArray().Select(text => (string?)text));
        Assert.Equal(first + 2, (int)withOutput[1]!);
    }

    private static JsonObject History(string kind, params (string Name, JsonNode Value)[] more)
    {
        var content = new JsonObject { ["hist_access_type"] = kind, ["output"] = false, ["raw"] = true };
        foreach (var (name, value) in more)
            content[name] = value;
        return content;
    }

    private async Task<IEnumerable<string?>> InputsAsync(JsonObject request) =>
        (await _client.AskAsync("history_request", request)).Content["history"]!.AsArray().Select(entry => (string?)entry![2]);

    private Task<ReceivedMessage> QuestionAsync(string id) =>
        _client.Received.FindAsync("question", message => message.Type == "input_request" && message.ParentId == id);

    private async Task AnswerAsync(string id, string text)
    {
        var question = await QuestionAsync(id);
        Assert.Equal(Channel.Stdin, question.Channel);
        _client.Send(Channel.Stdin, "input_reply", new JsonObject { ["value"] = text });
    }
}
