namespace Course.Notebooks.Tests.Sessions;

public class InputTests
{
    [Fact]
    public async Task Asking_for_input_fails_in_words_where_nobody_can_answer()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("var name = Console.ReadLine();");

        Assert.Contains("no keyboard", error.Value, StringComparison.Ordinal);
        Assert.Equal("   at cell 1, line 1", error.Traceback[^1]);
    }

    [Fact]
    public async Task A_cell_reads_lines_characters_and_to_the_end()
    {
        await using var session = Answering("one", "two", "three", "four");

        Assert.Equal("one", await session.RunAsync("Console.ReadLine()"));
        Assert.Equal("( t, wo )", await session.RunAsync("((char)Console.Read(), Console.ReadLine())"));
        Assert.Equal("three\nfour\n", (await session.RunAsync("Console.In.ReadToEnd()"))!.Replace("\r", "", StringComparison.Ordinal));
        Assert.Equal("True", await session.RunAsync("Console.ReadLine() == null"));
    }

    [Fact]
    public async Task The_functions_of_NET_Interactive_ask_with_a_prompt()
    {
        var asked = new List<InputRequest>();
        await using var session = new TestSession(new SessionOptions { Input = (request, _) => Answer(asked, request) });

        Assert.Equal("answer", await session.RunAsync("await GetInputAsync(\"Name\")"));
        Assert.Equal("answer", await session.RunAsync("(await Microsoft.DotNet.Interactive.Kernel.GetPasswordAsync(\"Word\")).GetClearTextPassword()"));
        Assert.Equal([new InputRequest("Name", false), new InputRequest("Word", true)], asked);
    }

    [Fact]
    public async Task What_was_printed_is_shown_before_the_question()
    {
        var shown = new List<string>();
        await using var session = new CSharpSession(new SessionOptions
        {
            Input = (_, _) =>
            {
                lock (shown)
                    shown.Add("?");
                return Task.FromResult<string?>("");
            },
        });
        await session.RunAsync("Console.Write(\"Name: \"); Console.ReadLine();", output =>
        {
            lock (shown)
                shown.Add(((StreamOutput)output).Text);
        });

        Assert.Equal(["Name: ", "?"], shown);
    }

    [Fact]
    public async Task A_question_ends_when_the_cell_is_stopped()
    {
        await using var session = new TestSession(new SessionOptions { Input = (_, _) => new TaskCompletionSource<string?>().Task });

        foreach (var question in new[] { "Console.ReadLine();", "await GetInputAsync();" })
            Assert.Equal(ErrorOutput.Cancelled, (await session.StopAsync("Console.Write(1); " + question)).Error?.Name);

        Assert.Equal("2", await session.RunAsync("1+1"));
    }

    private static TestSession Answering(params string?[] answers)
    {
        var left = new Queue<string?>(answers);
        return new TestSession(new SessionOptions { Input = (_, _) => Task.FromResult(left.TryDequeue(out var answer) ? answer : null) });
    }

    private static Task<string?> Answer(List<InputRequest> asked, InputRequest request)
    {
        asked.Add(request);
        return Task.FromResult<string?>("answer");
    }
}
