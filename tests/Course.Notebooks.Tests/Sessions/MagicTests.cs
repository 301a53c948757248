namespace Course.Notebooks.Tests.Sessions;

public class MagicTests
{
    [Fact]
    public async Task The_time_magic_shows_the_wall_time_at_the_end()
    {
        await using var session = new TestSession();

        Assert.Equal("3", await session.RunAsync("#!csharp\n#!time\n1 + 2"));

        Assert.Matches(@"^Wall time: [\d.]+ms$", Assert.IsType<DisplayOutput>(session.Outputs[^1]).Data.Text(MimeBundle.PlainText)!);
    }

    [Fact]
    public async Task The_parts_of_a_cell_run_in_their_order()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;\n#!html\n<b>bold</b>\n#!/bin/sh\n#!csharp\nx + 1\n#!markdown\n# Title\n#!js\nalert('</script>');\n#!c#\nx + 2");

        Assert.Equal(
            [("text/html", "<b>bold</b>\n#!/bin/sh"), ("text/plain", "2"), ("text/markdown", "# Title"), ("text/html", "<script type=\"text/javascript\">(async function () {\nalert('<\\/script>');\n})();</script>")],
            session.Outputs.OfType<DisplayOutput>().Select(output => output.Data.First()).Select(one => (one.Key == "text/html" && one.Value!.ToString().Contains("<pre>", StringComparison.Ordinal) ? ("text/plain", "2") : (one.Key, one.Value!.ToString()))));
        Assert.Equal("3", session.Outputs.OfType<ResultOutput>().Single().Data.Text(MimeBundle.PlainText));
    }

    [Fact]
    public async Task An_error_in_a_later_part_has_the_line_of_the_cell()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("var x = 1;\n#!html\n<b>\n#!csharp\nvar y = missing;");

        Assert.StartsWith("(5,9): error CS0103", error.Value, StringComparison.Ordinal);
        Assert.Equal("1", await session.RunAsync("x"));
    }

    [Theory]
    [InlineData("#!fsharp", "F# is a language of .NET Interactive")]
    [InlineData("#!pwsh", "PowerShell is a language of .NET Interactive")]
    [InlineData("#!sql", "SQL is a language of .NET Interactive")]
    [InlineData("#!mermaid", "Plotly")]
    [InlineData("#!connect jupyter --kernel-name x", "remove the line")]
    [InlineData("#!share --from fsharp x", "no variable of fsharp")]
    [InlineData("#!whoo", "Did you mean #!who?")]
    [InlineData("#!tiem", "Did you mean #!time?")]
    [InlineData("#!htmll", "Did you mean #!html?")]
    [InlineData("#!imp", "Did you mean #!import?")]
    [InlineData("#!who --x", "'#!who' has no option --x: #!who")]
    [InlineData("#!set --name a --vlaue=1", "no option --vlaue: #!set --name NAME")]
    public async Task A_magic_that_is_not_here_is_refused_in_a_sentence_and_nothing_of_its_cell_runs(string magic, string words)
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");

        var error = await session.FailAsync($"x = 2;\n{magic}\nlet y = 1");

        Assert.StartsWith($"(2,1): '{magic.Split(' ')[0]}'", error.Value, StringComparison.Ordinal);
        Assert.Contains(words, error.Value, StringComparison.Ordinal);
        Assert.Equal("1", await session.RunAsync("x"));
    }

    [Theory]
    [InlineData("#!foo")]
    [InlineData("#!log")]
    [InlineData("#!c")]
    public async Task A_magic_that_resembles_none_is_not_taken_for_one(string magic)
    {
        await using var session = new TestSession();

        Assert.Equal($"(1,1): '{magic}' is no command of this session. #!lsmagic lists all.", (await session.FailAsync(magic)).Value);
    }

    [Theory]
    [InlineData("@\"\n#!fsharp\n\".Trim()", "#!fsharp")]
    [InlineData("\"\"\"\n#!who\n\"\"\"", "#!who")]
    [InlineData("/*\n#!fsharp\n*/ 1", "1")]
    public async Task Text_that_looks_like_a_magic_is_text(string source, string result)
    {
        await using var session = new TestSession();

        Assert.Equal(result, await session.RunAsync(source));
    }

    [Fact]
    public async Task Who_shows_names_and_whos_shows_types_and_values()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");
        await session.RunAsync("x = 2; class Silent { public override string ToString() => throw new Exception(\"silent\"); }");
        await session.RunAsync("var y = \"hi>!\"; Dictionary<string, int?[]> z = null; var (a, b) = (1, 2.5); string Property => \"\"; var x = 2L;");
        await session.RunAsync("#!who");
        Assert.Equal("x\ny\nz\na\nb", Shown(session, MimeBundle.PlainText));

        await session.RunAsync("#!whos");

        Assert.Equal(
            ["x  long                        2", "y  string                      hi>!", "z  Dictionary<string, int?[]>  <null>", "a  int                         1", "b  double                      2.5"],
            Shown(session, MimeBundle.PlainText).Split('\n').Select(line => line.TrimEnd()));
        Assert.Contains("<td>y</td><td>string</td><td><pre>hi&gt;!</pre></td>", Shown(session, MimeBundle.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_magics_and_the_words_about_the_kernel_are_shown()
    {
        await using var session = new TestSession();
        await session.RunAsync("#!lsmagic");
        Assert.Contains("#!import [--file] FILE", Shown(session, MimeBundle.PlainText), StringComparison.Ordinal);
        await session.RunAsync("#!about");
        Assert.StartsWith("C# (Course), version ", Shown(session, MimeBundle.PlainText), StringComparison.Ordinal);
        await session.RunAsync("#!time -h");
        Assert.Equal("#!time\nShows how long the cell took.", Shown(session, MimeBundle.PlainText));
    }

    [Fact]
    public async Task Set_declares_a_variable_from_text_a_variable_a_kept_value_or_a_person()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("some text.txt"), "of a file");
        await using var session = new TestSession(new SessionOptions
        {
            WorkingDirectory = folder.Path,
            Input = (request, _) => Task.FromResult<string?>($"{request.Prompt}{(request.IsPassword ? "*" : "")}"),
        });
        await session.RunAsync("""
            #!value --name kept
            two
            lines
            #!value --name filed --from-file "some text.txt" --mime-type text/plain
            """);
        Assert.Equal("of a file", Shown(session, MimeBundle.PlainText));

        Assert.Equal("( a \"b\", two\nlines, of a file, Your name, Word?*, a \"b\" )", (await session.RunAsync("""
            #!set --name one --value "a \"b\""
            #!set --name two --value @value:kept
            #!set --name three --value @value:filed
            #!set --name four --value @input:"Your name"
            #!set --name five --value @password:{"prompt":"Word?"}
            #!set --name six --value @csharp:one
            (one, two, three, four, five, six)
            """))!.ReplaceLineEndings("\n"));
        Assert.StartsWith("(1,1): #!set needs --value", (await session.FailAsync("#!set --name x")).Value, StringComparison.Ordinal);
        Assert.Contains("keeps nothing under the name 'none'", (await session.FailAsync("#!set --name x --value @value:none")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_declares_what_value_keeps_as_notebooks_of_several_languages_do()
    {
        await using var session = new TestSession();
        await session.RunAsync("#!value --name kept --from-value \"a text\"");

        Assert.Equal("( a text, a text, a text )", await session.RunAsync("""
            #!share kept --from value
            #!share --from csharp kept
            #!share --from value kept --as other
            #!share --from csharp other --as third
            (kept, other, third)
            """));
        Assert.StartsWith("(2,1): '#!share' cannot give JavaScript a value", (await session.FailAsync("#!javascript\n#!share --from csharp kept\nalert(kept);")).Value, StringComparison.Ordinal);
    }

    private static string Shown(TestSession session, string mimeType) => session.Outputs.OfType<DisplayOutput>().Single().Data.Text(mimeType)!;
}
