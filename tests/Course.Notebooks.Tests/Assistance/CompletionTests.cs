using Course.Notebooks.Tests.Sessions;

namespace Course.Notebooks.Tests.Assistance;

public class CompletionTests
{
    [Theory]
    [InlineData("\"text\".Le|", "Length", "property")]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("Cons|", "Console", "class")]
    [InlineData("using System.Colle|", "Collections", "namespace")]
    [InlineData("int F(int count) { return cou| }", "count", "parameter")]
    [InlineData("foreach (var item in kep|)", "kept", "variable")]
    [InlineData("kept.|\nvar next = 1;", "Count", "property")]
    [InlineData("kept.Where(x => x.ToUpp|", "ToUpperInvariant", "method")]
    [InlineData("kept.sele|", "Select", "method")]
    [InlineData("kept?.Fin|", "FindAll", "method")]
    [InlineData("whi|", "while", "keyword")]
    [InlineData("Console.WL|", "WriteLine", "method")]
    [InlineData("new Da|", "DateTime", "struct")]
    [InlineData("DayOfWeek.|", "Monday", "field")]
    [InlineData("dis|", "display", "method")]
    [InlineData("using static System.Ma|", "Math", "class")]
    [InlineData("new Uri|", "Uri", "class")]
    [InlineData("new Point { |", "X", "property")]
    [InlineData("new Point { X = 1, | }", "Y", "property")]
    [InlineData("var p = new Point(); var q = p with { | }", "X", "property")]
    [InlineData("new Point() with { |", "X", "property")]
    [InlineData("point with { |", "X", "property")]
    [InlineData("point with { X = 1, |", "Y", "property")]
    [InlineData("static class E { public static int Twice(this int x) => 2 * x; }\n1.Tw|", "Twice", "method")]
    [InlineData("new Point() is { X: 1, | }", "Y", "property")]
    [InlineData("kept.Insert(0, it|)", "item:", "parameter")]
    [InlineData("new Point(|)", "Z:", "parameter")]
    [InlineData("[Flag|] enum E { }", "Flags", "class")]
    [InlineData("if (kept.Count > 0)\n{\n    kept.Rem|\n}\nelse", "RemoveAt", "method")]
    [InlineData("var n = kept.Select(k => { var inner = k; return inn|", "inner", "variable")]
    [InlineData("Console.Write($\"{kep|}\")", "kept", "variable")]
    [InlineData("#!html\n<b>\n#!csharp\nConsole.Wri|", "Write", "method")]
    [InlineData("await kept.ToAsyncEnumerable().Cou|", "CountAsync", "method")]
    public async Task A_name_is_completed(string marked, string text, string kind)
    {
        await using var session = new TestSession();
        await session.RunAsync("var kept = new List<string>(); record Point(int Z = 0) { public int X { get; set; } public int Y { get; init; } } var point = new Point();");

        Assert.Contains(new CompletionItem(text, kind), (await session.CompleteAsync(marked)).Items);
    }

    [Theory]
    [InlineData("// Cons|")]
    [InlineData("\"Cons|\"")]
    [InlineData("var n|")]
    [InlineData("1|")]
    [InlineData("#!html\n<b>Cons|")]
    [InlineData("class C { void M|")]
    public async Task Where_no_name_stands_nothing_is_offered(string marked)
    {
        await using var session = new TestSession();

        Assert.Empty((await session.CompleteAsync(marked)).Items);
    }

    [Fact]
    public async Task The_whole_word_is_replaced()
    {
        await using var session = new TestSession();

        var completion = await session.CompleteAsync("Console.Wri|te(1)");

        Assert.Equal((8, 13), (completion.Start, completion.End));
    }

    [Fact]
    public async Task Own_members_come_first_and_extensions_last_and_none_is_hidden_or_obsolete()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            using System.ComponentModel;
            class Base { public int AaaOfBase; }
            class Thing : Base { public int Zzz; [Obsolete] public int Old; [EditorBrowsable(EditorBrowsableState.Never)] public int Hidden; private int Secret; public static int Shared; }
            static int AaaExtension(this Thing thing) => 1;
            var thing = new Thing();
            """);

        var names = (await session.CompleteAsync("thing.|")).Items.Select(item => item.Text).ToList();

        Assert.Equal(["Zzz", "AaaOfBase", "Equals", "GetHashCode", "GetType", "ToString", "AaaExtension", "Display"], names);
    }

    [Fact]
    public async Task What_is_written_as_it_starts_comes_before_humps_and_other_case()
    {
        await using var session = new TestSession();

        var names = (await session.CompleteAsync("Console.re|")).Items.Select(item => item.Text).ToList();

        Assert.Equal(["Read", "ReadKey", "ReadLine", "ResetColor"], names);
    }

    [Fact]
    public async Task After_using_only_namespaces_are_offered_and_after_new_only_what_can_be_made()
    {
        await using var session = new TestSession();

        Assert.All((await session.CompleteAsync("using System.|")).Items, item => Assert.Equal("namespace", item.Kind));
        Assert.DoesNotContain((await session.CompleteAsync("new I|")).Items, item => item.Kind is "interface" or "enum" or "keyword" or "method");
        Assert.DoesNotContain((await session.CompleteAsync("new Mat|")).Items, item => item.Text == "Math");
    }

    [Fact]
    public async Task Magics_and_directives_are_completed_after_their_sign()
    {
        await using var session = new TestSession();

        Assert.Equal(["#!who", "#!whos"], (await session.CompleteAsync("var x = 1;\n#!wh|")).Items.Select(item => item.Text));
        Assert.Contains((await session.CompleteAsync("#|")).Items, item => item.Text == "#load");
        Assert.Equal(["--name", "--value"], (await session.CompleteAsync("#!set --|")).Items.Select(item => item.Text));
        Assert.Empty((await session.CompleteAsync("#!time |")).Items);
    }

    [Fact]
    public async Task Paths_are_completed_in_directives()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("lib/inner"));
        foreach (var name in new[] { "lib/One.dll", "lib/one.csx", "lib/one.txt", "lib/.hidden.dll", "other.ipynb" })
            File.WriteAllText(folder.File(name), "");
        await using var session = new TestSession(new SessionOptions { WorkingDirectory = folder.Path });

        Assert.Equal(["One.dll", "inner/"], (await session.CompleteAsync("#r \"lib/|")).Items.Select(item => item.Text));
        Assert.Equal(["one.csx"], (await session.CompleteAsync("#load \"lib/o|\"")).Items.Select(item => item.Text));
        Assert.Equal(["other.ipynb"], (await session.CompleteAsync("#!import o|")).Items.Select(item => item.Text));
        var completion = await session.CompleteAsync("#r \"./lib/O|");
        Assert.Equal((10, 11), (completion.Start, completion.End));
    }

    [Fact]
    public async Task Packages_of_the_cache_and_their_versions_are_completed()
    {
        await using var session = new TestSession();

        Assert.Contains(new CompletionItem("Microsoft.CodeAnalysis.CSharp", "package"), (await session.CompleteAsync("#r \"nuget: microsoft.codean|")).Items);
        Assert.Contains(new CompletionItem("5.12.0", "package"), (await session.CompleteAsync("#r \"nuget: Microsoft.CodeAnalysis.CSharp, 5|")).Items);
    }

    [Fact]
    public async Task Completing_a_directive_that_is_being_written_changes_nothing()
    {
        await using var session = new TestSession();

        await session.CompleteAsync("#r \"nuget: Course.No.Such.Package\"\nusing System.IO;\nFil|");

        Assert.Empty(session.Outputs);
        Assert.Contains("CS0103", (await session.FailAsync("File.Exists(\"\")")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_can_be_completed_while_another_runs()
    {
        await using var session = new TestSession();
        await session.RunAsync("var kept = 1;");
        var run = session.RunAsync("await Task.Delay(300); kept");

        Assert.Contains((await session.CompleteAsync("kep|")).Items, item => item.Text == "kept");

        Assert.Equal("1", await run);
    }
}
