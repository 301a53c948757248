namespace Course.Notebooks.Tests.Sessions;

public class ErrorTests
{
    [Fact]
    public async Task A_compiler_error_shows_line_source_and_caret()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("var a = 1;\n\tvar b = a + missing;");

        Assert.Equal(ErrorOutput.CompilationError, error.Name);
        Assert.Equal("(2,14): error CS0103: The name 'missing' does not exist in the current context", error.Value);
        Assert.Equal([error.Value, "\tvar b = a + missing;", "\t            ^"], error.Traceback);
    }

    [Fact]
    public async Task A_cell_with_a_loop_shows_errors_of_the_text_as_it_was_written()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("while (true) { missing(); }");

        Assert.Equal(["(1,16): error CS0103: The name 'missing' does not exist in the current context", "while (true) { missing(); }", "               ^"], error.Traceback);
    }

    [Fact]
    public async Task A_using_of_what_does_not_exist_is_an_error()
    {
        await using var session = new TestSession();

        Assert.StartsWith("(1,7): error CS0246", (await session.FailAsync("using Nowhere;")).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("File.Exists(\"\")", "CS0103", "(known with `using System.IO;`)")]
    [InlineData("ConcurrentBag<int> bag;", "CS0246", "(known with `using System.Collections.Concurrent;`)")]
    [InlineData("Stopwatch clock;", "CS0246", "(known with `using System.Diagnostics;`)")]
    [InlineData("namespace N { }", "CS7021", "put the code into a .cs file and #!import that)")]
    [InlineData("Span<int> span = default;", "CS8345", "use it within braces or in a function)")]
    [InlineData("static class E { extension(int x) { public int Cube => x * x * x; } }", "CS9283", "write an extension method, `static int Twice(this int x)`)")]
    public async Task An_error_that_has_a_common_remedy_names_it(string source, string id, string hint)
    {
        await using var session = new TestSession();
        await session.RunAsync("var declared = 1;");

        var error = (await session.FailAsync(source)).Value;

        Assert.Contains($"error {id}: ", error, StringComparison.Ordinal);
        Assert.EndsWith(hint, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old = new P();")]
    [InlineData("var both = new[] { old }; P[] all = both;")]
    [InlineData("Take(new P());")]
    [InlineData("var same = old == new P();")]
    [InlineData("var one = true ? old : new P();")]
    public async Task An_error_about_two_types_of_one_name_says_where_they_come_from(string source)
    {
        await using var session = new TestSession();
        await session.RunAsync("class P { } var old = new P(); void Take(P p) { }");
        await session.RunAsync("class P { }");

        Assert.EndsWith("(the two P come from different cells: make the older value anew)", (await session.FailAsync(source)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_a_type_lacks_is_not_taken_for_a_question_of_its_age()
    {
        await using var session = new TestSession();
        await session.RunAsync("class P { }");
        await session.RunAsync("class P { }");

        Assert.DoesNotContain("different cells", (await session.FailAsync("var sum = new P() + new P();")).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StandIn.Thing.Missing();")]
    [InlineData("new StandIn.Thing().missing = 1;")]
    [InlineData("new StandIn.Thing()?.Missing();")]
    [InlineData("var sum = new StandIn.Thing() + 1;")]
    [InlineData("new StandIn.Thing().Known(1, 2);")]
    [InlineData("new StandIn.Thing().Known(count: 2);")]
    [InlineData("using StandIn.Missing;")]
    [InlineData("StandIn.Thing.Missing x;")]
    public async Task What_a_stand_in_lacks_is_put_down_to_it(string source)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "StandIn.cs");
        await File.WriteAllTextAsync(path, """
            [assembly: System.Reflection.AssemblyMetadata("StandInFor", "Some.Package")]
            namespace StandIn { public class Thing { public int known; public void Known(int number) { } } }
            """);
        await using var session = new TestSession();
        await session.RunAsync($"#!import \"{path}\"");

        Assert.EndsWith("(here Some.Package is the course's stand-in, which has only part of it)", (await session.FailAsync(source)).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("stand-in", (await session.FailAsync("\"\".Missing();")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_cell_that_does_not_compile_is_declared_or_run()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");
        await session.FailAsync("x = 2; var y = 3; missing();");

        Assert.Equal("1", await session.RunAsync("x"));
        Assert.Contains("CS0103", (await session.FailAsync("y")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_shows_type_message_and_the_lines_of_the_cells()
    {
        await using var session = new TestSession();
        await session.RunAsync("int Divide(int a, int b)\n{\n    return a / b;\n}");

        var error = await session.FailAsync("// a comment\nDivide(1, 0);");

        Assert.Equal("DivideByZeroException", error.Name);
        Assert.Equal(
            ["System.DivideByZeroException: Attempted to divide by zero.", "   at cell 1, line 3, in Divide", "   at cell 2, line 2"],
            error.Traceback);
    }

    [Theory]
    [InlineData("int Sum(int[] a)\n{\n    var s = 0;\n    for (var i = 0; i <= a.Length; i++)\n        s += a[i];\n    return s;\n}\nSum(new int[2])", "cell 1, line 5, in Sum", "cell 1, line 8")]
    [InlineData("int Sum(int[] a)\n{\n    var s = a[0];\n    for (var i = 0; i <= a.Length; i++)\n        s += a[i];\n    return s;\n}\nSum(new int[2])", "cell 1, line 3 or 5, in Sum", "cell 1, line 8")]
    [InlineData("var m = int.MaxValue;\nvar n = checked(m + 1);", "cell 1, line 2")]
    [InlineData("int[] a = { 1, 2 };\n\na[5]", "cell 1, line 3")]
    [InlineData("var a = new int[2, 2];\n\na[2, 0]", "cell 1, line 3")]
    [InlineData("int Q()\n{\n    Span<int> s = default;\n    return s[2];\n}\nQ()", "cell 1, line 4, in Q", "cell 1, line 6")]
    [InlineData("var s = \"abc\";\n\ns[5]", "cell 1, line 3")]
    [InlineData("async Task<int> F(int[] a)\n{\n    await Task.Delay(1);\n    return a[9];\n}\nawait F(new int[2])", "cell 1, line 4, in F", "cell 1, line 6")]
    [InlineData("class Ring\n{\n    int[] _a = new int[2];\n    public int this[int i] => _a[i];\n}\nvar ring = new Ring();\nring[3]", "cell 1, line 4, in get_Item", "cell 1, line 7")]
    [InlineData("int One(int[] a, int i) =>\n    a[i];\nint Two(int i) => One(new int[3], i);\nfor (var j = 0; j < 100_000; j++) Two(1);\nfor (var j = 3; j >= 0; j--)\n    Two(j);", "cell 1, line 2, in One")]
    public async Task The_line_of_an_index_or_overflow_is_that_of_the_access_though_the_runtime_says_another(string source, params string[] lines)
    {
        await using var session = new TestSession();

        var error = await session.FailAsync(source);

        Assert.Equal(lines[0], error.Traceback[1]["   at ".Length..]);
        Assert.Equal(lines[^1], error.Traceback[^1]["   at ".Length..]);
    }

    [Fact]
    public async Task Frames_of_libraries_are_shown_above_the_cell_and_causes_below()
    {
        await using var session = new TestSession();

        var error = await session.FailAsync("""
            async Task Outer() { await Task.Yield(); try { int.Parse("x"); } catch (Exception e) { throw new InvalidOperationException("outer", e); } }
            await Outer();
            """);

        Assert.Equal(["System.InvalidOperationException: outer", "   at cell 1, line 1, in Outer", "   at cell 1, line 2"], error.Traceback.Take(3));
        Assert.Equal("caused by System.FormatException: The input string 'x' was not in a correct format.", error.Traceback[3]);
        Assert.Contains(error.Traceback, line => line.StartsWith("   at System.Int32.Parse(", StringComparison.Ordinal));
        Assert.Equal("   at cell 1, line 1, in Outer", error.Traceback[^1]);
    }

    [Fact]
    public async Task What_was_set_before_an_exception_stays()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");
        await session.FailAsync("x = 2; var y = 3; if (y == 3) throw new Exception(); var z = 4;");

        Assert.Equal("( 2, 3, 0 )", await session.RunAsync("(x, y, z)"));
    }

    [Fact]
    public async Task A_formatter_that_fails_fails_the_cell_and_not_the_session()
    {
        await using var session = new TestSession();
        await session.RunAsync("""
            class Unshowable { }
            Microsoft.DotNet.Interactive.Formatting.Formatter.Register<Unshowable>((value, writer) => throw new InvalidOperationException("cannot show"), "text/html");
            """);

        Assert.Equal("cannot show", (await session.FailAsync("new Unshowable()")).Value);
        Assert.Equal("1", await session.RunAsync("1"));
    }

    [Fact]
    public async Task An_exception_that_nothing_awaits_is_printed_and_the_session_lives()
    {
        await using var session = new TestSession();
        await session.RunAsync("async void Forgotten() { await Task.Yield(); throw new InvalidOperationException(\"forgotten\"); }\nForgotten(); await Task.Delay(200);");

        Assert.Contains("forgotten", session.Text(StreamOutput.StandardError), StringComparison.Ordinal);
        Assert.Equal("1", await session.RunAsync("1"));
    }

    [Theory]
    [InlineData("System.Console.Write(1); while (true) { }")]
    [InlineData("Console.Write(1); do ; while (true);")]
    [InlineData("Console.Write(1); for (;;) ;")]
    [InlineData("Console.Write(1); for (var i = 0; i < 3; i++) for (var j = 0; j < 3; i--) ;")]
    [InlineData("int Endless() { while (true) { } }\nConsole.Write(1); Endless();")]
    [InlineData("Console.Write(1); while (true) { try { System.Threading.Thread.Sleep(1); } catch (Exception) { } }")]
    [InlineData("Console.Write(1); System.Threading.Thread.Sleep(-1);")]
    [InlineData("Console.Write(1); new TaskCompletionSource().Task.Wait();")]
    [InlineData("Console.Write(1); await new TaskCompletionSource().Task;")]
    [InlineData("Console.Write(1); await Task.Delay(1); while (true) { }")]
    [InlineData("async Task F() { await Task.Delay(1); while (true) { } }\nConsole.Write(1); F().Wait();")]
    public async Task A_cell_that_never_ends_is_stopped_and_variables_stay(string source)
    {
        await using var session = new TestSession();
        await session.RunAsync("var kept = 17;");

        // More than once: the second stop must work as the first.
        for (var i = 0; i < 2; i++)
        {
            var result = await session.StopAsync("kept++;\n" + source);
            Assert.Equal(ErrorOutput.Cancelled, result.Error?.Name);
        }

        Assert.Equal("19", await session.RunAsync("kept"));
    }

    [Theory]
    [InlineData("Console.Write(1); foreach (var x in Enumerable.Repeat(1, int.MaxValue).SelectMany(_ => Enumerable.Repeat(1, int.MaxValue))) ;")]
    [InlineData("Console.Write(1); Enumerable.Range(0, int.MaxValue).SelectMany(_ => Enumerable.Repeat(1, int.MaxValue)).Count(x => { return x == 1; });")]
    [InlineData("new List<int>(Enumerable.Repeat(1, 100_000_000)).ForEach(x => Console.Write(x));")]
    [InlineData("Console.Write(1); Enumerable.Range(0, int.MaxValue).SelectMany(_ => Enumerable.Repeat(1, int.MaxValue)).Where(x => x < 0).Count();")]
    [InlineData("bool Negative(int x) => x < 0;\nConsole.Write(1); Enumerable.Range(0, int.MaxValue).SelectMany(_ => Enumerable.Repeat(1, int.MaxValue)).Any(Negative)")]
    [InlineData("var sum = 0; Console.Write(1); Parallel.For(0, long.MaxValue, i => sum++);")]
    [InlineData("Console.Write(1); Parallel.For(0, int.MaxValue, i => { System.Threading.Thread.SpinWait(1000); });")]
    [InlineData("Console.Write(1); await Task.Run(() => { while (true) { } });")]
    public async Task A_library_that_calls_the_cell_or_prints_is_stopped_there(string source)
    {
        await using var session = new TestSession();
        await session.RunAsync("var kept = 17;");

        var result = await session.StopAsync(source);

        Assert.Equal(ErrorOutput.Cancelled, result.Error?.Name);
        Assert.Equal("17", await session.RunAsync("kept"));
    }

    [Theory]
    [InlineData("int F(int n) => F(n + 1);\nF(0)")]
    [InlineData("int F(int n)\n{\n    return G(n + 1);\n}\nint G(int n) { return F(n); }\nF(0)")]
    [InlineData("class Circle { public double Area => Area; }\nnew Circle().Area")]
    [InlineData("void F() => F();\nF();")]
    [InlineData("async Task F(int n) => await F(n + 1);\nawait F(0);")]
    [InlineData("async Task<int> F(int n) => await F(n + 1);\nawait F(0)")]
    [InlineData("int F(int n) => F(n + 1);\nawait Task.Run(() => F(0))")]
    [InlineData("class A { public string Name { get { return Name; } set { Name = value; } } }\nnew A().Name = \"x\";")]
    [InlineData("class A { public int X { get => X; set => X = value; } }\nnew A().X")]
    [InlineData("class A { A other = new A(); }\nnew A();")]
    [InlineData("class A { A Other { get; } = new(); }\nnew A();")]
    [InlineData("class A { public A() { new A(); } }\nnew A();")]
    [InlineData("class V { public static bool operator ==(V a, V b) => a.Equals(b); public static bool operator !=(V a, V b) => !(a == b); public override bool Equals(object o) => this == (V)o; public override int GetHashCode() => 0; }\nnew V() == new V()")]
    [InlineData("class S { public override string ToString() => $\"{this}\"; }\nnew S().ToString()")]
    [InlineData("class S : IComparable { public int CompareTo(object o) => Comparer.Default.Compare(this, o); }\nnew S().CompareTo(new S())")]
    [InlineData("record R { public R Me => this; }\nnew R().ToString()")]
    [InlineData("class I { public int this[int i] => this[i + 1]; }\nnew I()[0]")]
    [InlineData("class I { public int this[int i] { get => this[i + 1]; set { } } }\nnew I()[0]")]
    [InlineData("Func<int, int> f = null;\nf = n => n * f(n - 1);\nf(5)")]
    [InlineData("Func<int, int> f = null;\nf = n => { return n * f.Invoke(n - 1); };\nf(5)")]
    [InlineData("Action f = null;\nf = () => f();\nf();")]
    [InlineData("Func<int, Task> f = null;\nf = async n => await f(n + 1);\nawait f(0);")]
    public async Task A_recursion_without_end_is_an_error_of_few_lines(string source)
    {
        await using var session = new TestSession();

        var error = await session.FailAsync(source);

        Assert.Equal("InsufficientExecutionStackException", error.Name);
        Assert.StartsWith("   at cell 1, line ", error.Traceback[1], StringComparison.Ordinal);
        Assert.InRange(error.Traceback.Count, 10, 60);
        Assert.Equal("2", await session.RunAsync("1+1"));
    }

    [Fact]
    public async Task Functions_that_call_each_other_give_what_they_should()
    {
        await using var session = new TestSession();

        Assert.Equal("( 55, True, 3, x, 2 )", await session.RunAsync("""
            int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
            bool Even(int n) => n == 0 || Odd(n - 1);
            bool Odd(int n) => n != 0 && Even(n - 1);
            async Task<int> Count(int n) => n == 0 ? 0 : 1 + await Count(n - 1);
            async Task Twice(int n) => await (n == 0 ? Task.CompletedTask : Twice(n - 1));
            record Node(string Name, Node Next) { public string Last => Next is null ? Name : Next.Last; public int Depth => 1 + (Next?.Depth ?? 0); }
            int Never() => Fib(1) == 1 ? throw new Exception() : Never();
            await Twice(3);
            var node = new Node("y", new Node("x", null));
            (Fib(10), Even(20), await Count(3), node.Last, node.Depth)
            """));
    }

    [Fact]
    public async Task Lambdas_give_what_they_should_and_expression_trees_stay_as_they_are_written()
    {
        await using var session = new TestSession();

        Assert.Equal("4; 3; 7; 5; x => (x > 1); xs => xs.Count(x => (x > 1)); 2; 6", await session.RunAsync("""
            using System.Linq.Expressions;
            Func<int, Func<int, int>> add = x => y => x + y;
            var i = 0; Action count = () => i++; count(); count(); count();
            Func<Task> wait = async () => await Task.FromResult(1); await wait();
            Func<Task<int>> seven = async () => await Task.FromResult(7);
            Func<int, int> never = _ => throw new Exception();
            var five = (int x) => x + 1;
            Expression<Func<int, bool>> tree = x => x > 1;
            Expression<Func<IEnumerable<int>, int>> trees = xs => xs.Count(x => x > 1);
            var query = new[] { 1, 2, 3 }.AsQueryable().Where(x => x > 1);
            class P { int _x; public int X { get => _x; set => _x = value; } public int this[int i] => X + i; }
            string.Join("; ", add(1)(3), i, await seven(), five(4), tree, trees, query.Count(), new P { X = 5 }[1])
            """));
    }

    [Fact]
    public async Task A_thread_of_the_cells_own_survives_a_stop_and_the_process_too()
    {
        await using var session = new TestSession();
        await session.RunAsync("var steps = 0; new System.Threading.Thread(() => { while (true) { steps++; System.Threading.Thread.Sleep(1); } }) { IsBackground = true }.Start();");
        await session.StopAsync("Console.Write(1); while (true) { }");
        await session.RunAsync("var then = steps; await Task.Delay(100);");

        Assert.Equal("True", await session.RunAsync("steps > then"));
    }

    [Fact]
    public async Task Nothing_of_a_stopped_cell_goes_on()
    {
        await using var session = new TestSession();
        await session.RunAsync("var steps = 0;");
        await session.StopAsync("Console.Write(1); while (true) { steps++; await Task.Delay(1); }");
        await session.RunAsync("var then = steps; await Task.Delay(30);");

        Assert.Equal("True", await session.RunAsync("then == steps"));
    }

    [Fact]
    public async Task A_cell_cancelled_before_it_starts_does_not_run()
    {
        await using var session = new TestSession();
        await session.RunAsync("var x = 1;");

        var result = await session.TryAsync("x = 2;", new CancellationToken(canceled: true));

        Assert.Equal(ErrorOutput.Cancelled, result.Error?.Name);
        Assert.Equal("1", await session.RunAsync("x"));
    }
}
