namespace Course.Notebooks.Tests.Sessions;

public class ShowingTests
{
    [Fact]
    public async Task The_last_expression_is_the_result_and_a_statement_is_none()
    {
        await using var session = new TestSession();

        Assert.Equal("2", await session.RunAsync("1 + 1"));
        Assert.Equal(1, session.Outputs.OfType<ResultOutput>().Single().ExecutionCount);
        Assert.Null(await session.RunAsync("var x = 1;"));
        Assert.Null(await session.RunAsync("x.ToString();"));
        Assert.Null(await session.RunAsync("Console.Write(\"\")"));
        Assert.Empty(session.Outputs);
        Assert.Null(await session.RunAsync(""));
        Assert.Equal("<null>", await session.RunAsync("(object)null"));
        Assert.Equal("5", await session.RunAsync("if (x == 1) return 5; else return 6;"));
    }

    [Fact]
    public async Task A_value_is_shown_in_its_preferred_types_and_always_as_text()
    {
        await using var session = new TestSession();
        await session.RunAsync("new[] { 1, 2 }");

        var data = session.Outputs.OfType<ResultOutput>().Single().Data;

        Assert.Equal([MimeBundle.Html, MimeBundle.PlainText], data.MimeTypes);
        Assert.Equal("[ 1, 2 ]", data.Text(MimeBundle.PlainText));
    }

    [Fact]
    public async Task Display_shows_a_value_in_all_types_or_the_named_one()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            display(1);
            "two".Display();
            3.Display("text/html");
            "<b>4</b>".DisplayAs("text/html");
            new[] { 5 }.DisplayTable();
            """);

        var shown = session.Outputs.Cast<DisplayOutput>().ToList();

        Assert.Equal("1", shown[0].Data.Text(MimeBundle.PlainText));
        Assert.Equal([MimeBundle.PlainText], shown[1].Data.MimeTypes);
        Assert.Equal([MimeBundle.Html], shown[2].Data.MimeTypes);
        Assert.Equal("<b>4</b>", shown[3].Data.Text(MimeBundle.Html));
        Assert.Equal(5, shown.Count);
        Assert.Equal(5, shown.Select(output => output.DisplayId).Distinct().Count());
    }

    [Fact]
    public async Task An_update_has_the_id_of_the_display_also_from_a_later_cell()
    {
        await using var session = new TestSession();
        await session.RunAsync("var shown = display(\"before\");\nshown.Update(\"within\");");
        var id = Assert.IsType<DisplayOutput>(session.Outputs[0]).DisplayId;
        Assert.Equal("within", Assert.IsType<UpdateDisplayOutput>(session.Outputs[1]).Data.Text(MimeBundle.PlainText));

        await session.RunAsync("shown.Update(\"after\");");

        var update = Assert.IsType<UpdateDisplayOutput>(Assert.Single(session.Outputs));
        Assert.Equal((id, "after"), (update.DisplayId, update.Data.Text(MimeBundle.PlainText)));
    }

    [Fact]
    public async Task What_clears_a_terminal_clears_what_the_cell_has_shown()
    {
        await using var session = new TestSession();
        await session.RunAsync("Console.Write(\"one\\e[2Jtwo\");");

        // What is cleared at once need not have been shown.
        Assert.Collection(
            session.Outputs.SkipWhile(output => output is not ClearOutput),
            output => Assert.False(Assert.IsType<ClearOutput>(output).Wait),
            output => Assert.Equal("two", Assert.IsType<StreamOutput>(output).Text));
    }

    [Fact]
    public async Task A_displayed_value_as_the_last_expression_is_not_shown_twice()
    {
        await using var session = new TestSession();
        await session.RunAsync("display(1)");

        Assert.IsType<DisplayOutput>(Assert.Single(session.Outputs));
    }

    [Fact]
    public async Task HTML_is_shown_as_it_is()
    {
        await using var session = new TestSession();
        await session.RunAsync("HTML(\"<b>bold</b>\")");

        Assert.Equal("<b>bold</b>", session.Outputs.OfType<ResultOutput>().Single().Data.Text(MimeBundle.Html));
    }

    [Fact]
    public async Task A_formula_is_shown_as_LaTeX()
    {
        await using var session = new TestSession();

        Assert.Equal(@"\nabla f", await session.RunAsync("using Microsoft.DotNet.Interactive.Formatting;\n(LaTeXString)@\"\\nabla f\""));

        Assert.Equal(@"\nabla f", session.Outputs.OfType<ResultOutput>().Single().Data.Text("text/latex"));
    }

    [Fact]
    public async Task A_formatter_registered_in_a_cell_is_used_and_JSON_types_become_JSON()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Curve { public override string ToString() => "a curve"; }
            Formatter.Register<Curve>((curve, writer) => writer.Write("{\"data\":[1]}"), "application/vnd.plotly.v1+json");
            Formatter.Register<Curve>((curve, writer) => writer.Write(curve), "text/plain");
            Formatter.SetPreferredMimeTypesFor(typeof(Curve), "application/vnd.plotly.v1+json");
            """);
        await session.RunAsync("new Curve()");

        var data = session.Outputs.OfType<ResultOutput>().Single().Data;

        Assert.Equal("""{"data":[1]}""", data[MimeBundle.Plotly]!.ToJsonString());
        Assert.Equal("a curve", data.Text(MimeBundle.PlainText));
    }

    [Fact]
    public async Task What_is_printed_arrives_on_its_stream_in_order()
    {
        await using var session = new TestSession();
        await session.RunAsync("Console.Write(1); Console.Error.WriteLine(\"e\"); Console.WriteLine(\"{0}\", 2); display(3); Console.Write('4');");

        Assert.Equal(
            [("stdout", "1"), ("stderr", "e\n"), ("stdout", "2\n"), ("display", "3"), ("stdout", "4")],
            session.Outputs.Select(output => output switch
            {
                StreamOutput stream => (stream.Name, stream.Text),
                DisplayOutput display => ("display", display.Data.Text(MimeBundle.PlainText)!),
                _ => ("", ""),
            }));
    }

    [Fact]
    public async Task Prints_of_threads_and_tasks_arrive_at_the_cell_that_runs()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            using System.Threading;
            var goes = new SemaphoreSlim(0); var gone = new SemaphoreSlim(0);
            var thread = new Thread(() => { goes.Wait(); Console.Write("thread"); gone.Release(); });
            thread.Start();
            await Task.Run(() => Console.Write("task"));
            """);
        Assert.Equal("task", session.Printed);

        await session.RunAsync("goes.Release(); gone.Wait();");

        Assert.Equal("thread", session.Printed);
    }

    [Fact]
    public async Task A_print_is_shown_while_the_cell_goes_on()
    {
        await using var session = new CSharpSession(new SessionOptions());
        using var seen = new SemaphoreSlim(0);
        using var folder = new TemporaryFolder();
        var path = folder.File("seen");
        // The cell ends only when what it printed was seen outside.
        var run = session.RunAsync(
            $"Console.Write(\"now\"); while (!System.IO.File.Exists({LanguageTests.Literal(path)})) await Task.Delay(1);",
            output => seen.Release());

        Assert.True(await seen.WaitAsync(TimeSpan.FromMinutes(1)));
        File.WriteAllText(path, "");

        Assert.True((await run).Success);
    }

    [Fact]
    public async Task Two_sessions_in_one_process_do_not_mix_their_outputs()
    {
        await using var one = new TestSession();
        await using var two = new TestSession();
        const string Prints = "for (var i = 0; i < 200; i++) {{ Console.Write(\"{0}\"); await Task.Delay(i % 2); }} display(\"{0}\");";

        await Task.WhenAll(one.RunAsync(string.Format(null, Prints, "a")), two.RunAsync(string.Format(null, Prints, "b")));

        Assert.Equal(new string('a', 200), one.Printed);
        Assert.Equal(new string('b', 200), two.Printed);
        Assert.Equal("a", one.Outputs.OfType<DisplayOutput>().Single().Data.Text(MimeBundle.PlainText));
    }

    [Fact]
    public async Task A_hundred_megabytes_of_print_are_capped_and_the_rest_counted()
    {
        await using var session = new TestSession();
        await session.RunAsync("var line = new string('x', 9_999); for (var i = 0; i < 10_000; i++) Console.WriteLine(line);");

        Assert.Equal(1_000_000 + 92, session.Printed.Length, 20.0);
        Assert.EndsWith("… 99,000,000 characters were left out: a cell shows at most 1,000,000 characters of text.\n", session.Printed, StringComparison.Ordinal);
        Assert.InRange(session.Outputs.Count, 1, 1000);

        await session.RunAsync("Console.Write(\"again\");");
        Assert.Equal("again", session.Printed);
    }

    [Fact]
    public async Task A_result_of_much_text_is_capped_too()
    {
        await using var session = new TestSession(new SessionOptions { MaxTextPerCell = 10 });

        var text = await session.RunAsync("new string('x', 1000)");

        Assert.StartsWith("xxxxxxxxxx… 990 characters were left out", text!.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_displays_is_capped_and_counted_and_can_be_stopped()
    {
        await using var session = new TestSession();
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        var result = await session.TryAsync("while (true) display(42);", cancel.Token);

        Assert.Equal(ErrorOutput.Cancelled, result.Error?.Name);
        Assert.Equal(1000, session.Outputs.OfType<DisplayOutput>().Count());
        Assert.Matches(@"^… [\d,]+ outputs were left out: a cell shows at most 1,000, of 50 MB in all\.\n$", session.Printed);
        Assert.Equal(result.Error, session.Outputs[^1]);
        Assert.Equal("7", await session.RunAsync("7"));
    }

    [Fact]
    public async Task Displays_are_capped_by_their_size_too_and_there_is_room_again_after_a_clear()
    {
        await using var session = new TestSession(new SessionOptions { MaxOutputSizePerCell = 1_000_000 });
        await session.RunAsync("var html = HTML(new string('x', 300_000)); for (var i = 0; i < 10; i++) display(html);");

        Assert.Single(session.Outputs.OfType<DisplayOutput>());
        Assert.StartsWith("… 9 outputs were left out: a cell shows at most 1,000, of 1 MB in all.", session.Printed, StringComparison.Ordinal);

        await session.RunAsync("for (var i = 0; i < 10; i++) { Console.Write(\"\\e[2J\"); display(html); }");
        Assert.Equal("", session.Printed);
        Assert.IsType<DisplayOutput>(session.Outputs[^1]);
    }

    [Fact]
    public async Task Of_many_updates_few_are_passed_on_and_the_last_is_among_them()
    {
        await using var session = new TestSession();
        await session.RunAsync("var shown = display(-1); for (var i = 0; i < 100_000; i++) shown.Update(i);");

        var updates = session.Outputs.OfType<UpdateDisplayOutput>().ToList();

        Assert.InRange(updates.Count, 1, 50_000);
        Assert.Equal("99999", updates[^1].Data.Text(MimeBundle.PlainText));
        Assert.Equal("", session.Printed);
    }

    [Fact]
    public async Task Streams_that_take_turns_make_the_cell_wait_and_lose_nothing()
    {
        await using var session = new TestSession();
        await session.RunAsync("for (var i = 0; i < 1500; i++) { Console.Write(\"o\"); Console.Error.Write(\"e\"); }");

        Assert.Equal((new string('o', 1500), new string('e', 1500)), (session.Printed, session.Text(StreamOutput.StandardError)));
    }

    [Fact]
    public async Task What_was_left_out_is_said_before_the_error()
    {
        await using var session = new TestSession(new SessionOptions { MaxTextPerCell = 10 });
        await session.FailAsync("Console.Write(\"more than ten characters\"); throw new Exception();");

        Assert.EndsWith("of text.\n", Assert.IsType<StreamOutput>(session.Outputs[^2]).Text, StringComparison.Ordinal);
        Assert.IsType<ErrorOutput>(session.Outputs[^1]);
    }

    [Fact]
    public async Task What_a_task_shows_after_its_cell_has_ended_is_shown_at_once()
    {
        await using var session = new CSharpSession(new SessionOptions());
        using var folder = new TemporaryFolder();
        var path = folder.File("ended");
        var outputs = System.Threading.Channels.Channel.CreateUnbounded<CellOutput>();
        var result = await session.RunAsync(
            $"var shown = display(1); _ = Task.Run(async () => {{ while (!System.IO.File.Exists({LanguageTests.Literal(path)})) await Task.Delay(1); shown.Update(2); Console.Write(\"late\"); }});",
            output => outputs.Writer.TryWrite(output));
        Assert.True(result.Success);
        var display = Assert.IsType<DisplayOutput>(await NextAsync());

        File.WriteAllText(path, "");

        Assert.Equal(display.DisplayId, Assert.IsType<UpdateDisplayOutput>(await NextAsync()).DisplayId);
        Assert.Equal("late", Assert.IsType<StreamOutput>(await NextAsync()).Text);

        Task<CellOutput> NextAsync() => outputs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_a_thread_prints_while_cells_come_and_go_is_all_shown()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var printed = new System.Text.StringBuilder();
        void Show(CellOutput output) => printed.Append((output as StreamOutput)?.Text);
        await session.RunAsync("using System.Threading; var thread = new Thread(() => { for (var i = 0; i < 50_000; i++) Console.WriteLine(i); }); thread.Start();", Show);
        for (var i = 0; i < 100; i++)
            await session.RunAsync("", Show);

        await session.RunAsync("thread.Join();", Show);

        Assert.Equal(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}\n")), printed.ToString());
    }
}
