namespace Course.Notebooks.Tests.Sessions;

public class LanguageTests
{
    [Fact]
    public async Task State_lasts_from_cell_to_cell()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 20; int Plus(int y) => x + y;");
        await session.RunAsync("x += 1;");

        Assert.Equal("42", await session.RunAsync("Plus(21)"));
    }

    [Fact]
    public async Task A_variable_can_be_declared_anew_with_another_type()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");
        await session.RunAsync("var x = \"text\";");

        Assert.Equal("text", await session.RunAsync("x"));
    }

    [Fact]
    public async Task Records_classes_and_extension_methods_of_a_cell_are_known_later()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            record Point(int X, int Y);
            class Counter { public int Count { get; private set; } public void Add() => Count++; }
            static int Twice(this int value) => 2 * value;
            enum Color { Red, Green }
            """);

        Assert.Equal("6", await session.RunAsync("var c = new Counter(); c.Add(); (new Point(2, 5).X.Twice() + c.Count).Twice() - 4"));
        Assert.Equal("Green", await session.RunAsync("Color.Green"));
    }

    [Theory]
    [InlineData("point with { X = 3 }", "Point { X = 3, Y = 2 }")]
    [InlineData("var other = point; // {\npoint with { X = new[] { 4 }[0], Y = point.X }", "Point { X = 4, Y = 1 }")]
    [InlineData("(point with { }) with { Y = 0 }", "Point { X = 1, Y = 0 }")]
    [InlineData("point with { X = 3 } with { Y = 4 }", "Point { X = 3, Y = 4 }")]
    [InlineData("int with { get => 5; }\nwith", "5")]
    public async Task A_cell_may_end_with_a_changed_copy_of_a_record(string source, string result)
    {
        await using var session = new TestSession();
        await session.RunAsync("record Point(int X, int Y); var point = new Point(1, 2);");
        await session.RunAsync("using Microsoft.DotNet.Interactive.Formatting; Formatter.Register<Point>(point => point.ToString(), \"text/plain\");");

        Assert.Equal(result, await session.RunAsync(source));
    }

    [Fact]
    public async Task A_static_class_of_a_cell_may_have_extension_methods()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            public static class Sequences
            {
                /// <summary>Every n-th.</summary>
                public static IEnumerable<T> Every<T>(this IEnumerable<T> items, // from the first
                    int n = 2) where T : notnull => items.Where((_, i) => i % n == 0);
                internal static ref int First(this int[] values) => ref values[0];
                public static void Double(this ref int value, in int times, out int result) { Check(); result = value <<= times; }
                public static async Task<int> Later(this int value, params int[] more) { await Task.Yield(); return value + more.Sum(); }
                public static int Fail(this int value) => throw new InvalidOperationException("failed");
                private static void Check() => 1.Nothing().Something();
                private static int Nothing(this int value) => value;
                static void Something(this int value) { }
            }
            """);

        Assert.Equal("[ 0, 3 ]", await session.RunAsync("Enumerable.Range(0, 5).Every(3)"));
        Assert.Equal("[ 0, 2 ]", await session.RunAsync("Sequences.Every(Enumerable.Range(0, 3))"));
        Assert.Equal("[ 7, 2 ]", await session.RunAsync("int[] a = [1, 2]; a.First() = 7; a"));
        Assert.Equal("12", await session.RunAsync("int x = 3; x.Double(2, out int y); y"));
        Assert.Equal("6", await session.RunAsync("await 1.Later(2, 3)"));
        var error = await session.FailAsync("static class More\n{\n    public static int Again(this int value) => value.Fail();\n}\n1.Again()");
        Assert.Equal(["System.InvalidOperationException: failed", "   at cell 1, line 9, in Fail", "   at cell 7, line 3, in Again", "   at cell 7, line 5"], error.Traceback);
    }

    [Fact]
    public async Task An_error_in_an_extension_method_is_told_once_and_where_it_was_written()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("static class Wrong { public static int Count(this Nowhere items) => 0; } missing");

        Assert.Equal(["(1,51): error CS0246", "(1,74): error CS0103"], error.Traceback.Where(line => line.StartsWith('(')).Select(line => line[..20]));
        Assert.Equal("1", await session.RunAsync("static class Wrong { public static int Count(this int items) => items; }\n1.Count()"));
    }

    [Fact]
    public async Task Await_works_at_the_top_of_a_cell()
    {
        await using var session = new TestSession();

        Assert.Equal("3", await session.RunAsync("await Task.Delay(5); var three = await Task.FromResult(3); three"));
        Assert.Equal("3", await session.RunAsync("three"));
    }

    [Fact]
    public async Task Waiting_for_a_task_by_its_Result_does_not_wait_for_ever()
    {
        await using var session = new TestSession();

        Assert.Equal("7", await session.RunAsync("async Task<int> Slow() { await Task.Delay(5); await Task.Yield(); return 7; }\nSlow().Result"));
    }

    [Fact]
    public async Task What_follows_an_await_runs_on_the_same_thread_and_so_does_the_next_cell()
    {
        await using var session = new TestSession();

        Assert.Equal("True", await session.RunAsync("var first = Environment.CurrentManagedThreadId; await Task.Delay(5); first == Environment.CurrentManagedThreadId"));
        Assert.Equal("True", await session.RunAsync("first == Environment.CurrentManagedThreadId"));
    }

    [Fact]
    public async Task Using_directives_last()
    {
        await using var session = new TestSession();
        await session.RunAsync("using System.Globalization;");
        await session.RunAsync("using static System.Math; using Big = System.Numerics.BigInteger;");

        Assert.Equal("2", await session.RunAsync("var c = CultureInfo.InvariantCulture; Max(1, (int)Big.Parse(\"2\"))"));
    }

    [Fact]
    public async Task A_using_declaration_lasts_until_the_session_ends()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("written.txt");
        await using (var session = new TestSession())
        {
            await session.RunAsync($"using System.IO;\nusing StreamWriter writer = new({Literal(path)}), second = new(Stream.Null);");
            await session.RunAsync("writer.Write(\"text\");");
            await session.RunAsync("using (var inner = new StringReader(\"\")) { }");
        }

        Assert.Equal("text", File.ReadAllText(path));
    }

    [Fact]
    public async Task Default_namespaces_are_those_of_NET_Interactive()
    {
        await using var session = new TestSession();

        Assert.Equal("3", await session.RunAsync("new List<int> { 1, 2 }.Sum() is var sum ? new StringBuilder(sum.ToString()).ToString() : null"));
        Assert.Contains("CS0103", (await session.FailAsync("File.Exists(\"\")")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newest_language_and_unsafe_code_are_allowed()
    {
        await using var session = new TestSession();

        Assert.Equal("6", await session.RunAsync("int[] a = [1, .. new[] { 2, 3 }]; unsafe { fixed (int* p = a) { } } a.Sum()"));
    }

    [Fact]
    public async Task A_session_runs_one_cell_at_a_time()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var first = session.RunAsync("await Task.Delay(200);", _ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync("1", _ => { }));

        Assert.True((await first).Success);
        Assert.Equal(2, (await session.RunAsync("1", _ => { })).ExecutionCount);
    }

    [Fact]
    public async Task A_session_that_ended_runs_nothing()
    {
        var session = new CSharpSession(new SessionOptions());
        await session.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.RunAsync("1", _ => { }));
    }

    internal static string Literal(string text) => "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
