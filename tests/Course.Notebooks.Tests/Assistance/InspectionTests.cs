using Course.Notebooks.Tests.Sessions;

namespace Course.Notebooks.Tests.Assistance;

public class InspectionTests
{
    private const string Declarations = """
        /// <summary>Adds two numbers, as <c>+</c> does; see <see cref="System.Math.Max(int, int)"/>.</summary>
        /// <param name="a">The first.</param>
        /// <param name="b">The second.</param>
        /// <returns>The sum.</returns>
        /// <exception cref="System.OverflowException">It is too large.</exception>
        int Add(int a, int b = 1) => a + b;
        int Add(string a) => 1;
        var count = 3;
        var text = "a \"b\"";
        var list = new List<double> { 1, 2 };
        class Shape { /** <summary>How large.</summary> */ public virtual double Area => 1; }
        class Square : Shape { /// <inheritdoc/>
            public override double Area => 2; }
        record Point(int X);
        var one = new int[1];
        static class Texts
        {
            /// <summary>Adds
            /// <c>!</c>.</summary>
            public static string Shout(this string text, int times = 1) => text + "!";
        }
        """;

    [Theory]
    [InlineData("coun|t", "int count = 3")]
    [InlineData("text|", "string text = \"a \\\"b\\\"\"")]
    [InlineData("list|.Clear()", "List<double> list // 2 elements")]
    [InlineData("one|", "int[] one // 1 element")]
    [InlineData("var local = 1.5; loc|al", "double local")]
    [InlineData("Add|", "int Add(int a, int b = 1)  (+ 1 overload)\n\nAdds two numbers, as + does; see Math.Max.\n\nParameters:\n  a: The first.\n  b: The second.\n\nReturns: The sum.\n\nThrows:\n  OverflowException: It is too large.")]
    [InlineData("Add(\"x\"|)", "int Add(string a)  (+ 1 overload)")]
    [InlineData("Add(a: \"x\", |", "int Add(string a)")]
    [InlineData("Add(|", "int Add(string a)")]
    [InlineData("Add(1, |)", "int Add(int a, int b = 1)")]
    [InlineData("new Square().Ar|ea", "override double Square.Area { get; }\n\nHow large.")]
    [InlineData("Sha|pe x;", "class Shape")]
    [InlineData("\"\".Shou|t()", "string string.Shout(int times = 1)\n\nAdds !.")]
    [InlineData("static class E { public static int Twice(this int x) => 2 * x; }\ncou|nt", "int count = 3")]
    [InlineData("Poin|t x;", "record Point")]
    [InlineData("nameof(System.IO.File.Rea|dAllText)", "string System.IO.File.ReadAllText(string path)  (+ 1 overload)")]
    [InlineData("Task.Factory.ContinueWhenAl|l(null, tasks => 1, default, default, null)", "Task<int> TaskFactory.ContinueWhenAll<int>(\n    Task[] tasks,\n    Func<Task[], int> continuationFunction,\n    System.Threading.CancellationToken cancellationToken,")]
    [InlineData("va|r x = 1;", "readonly struct System.Int32")]
    [InlineData("Console.WriteL|ine(1.5)", "void Console.WriteLine(double value)  (+ 1")]
    [InlineData("Math.PI|", "const double Math.PI = 3.14159")]
    [InlineData("Func<int, int> f = x => x; f(|", "int Func<int, int>.Invoke(int arg)")]
    public async Task A_name_or_a_call_is_explained(string marked, string text)
    {
        await using var session = new TestSession();
        await session.RunAsync(Declarations);

        var inspection = await session.InspectAsync(marked);

        Assert.StartsWith(text, inspection!.Text.Replace("static ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whi|le (true) { }")]
    [InlineData("// cou|nt")]
    [InlineData("|")]
    [InlineData("missing|")]
    [InlineData("#!time| ")]
    [InlineData("1 +| 1")]
    public async Task Where_nothing_is_known_nothing_is_said(string marked)
    {
        await using var session = new TestSession();

        Assert.Null(await session.InspectAsync(marked));
    }

    [Fact]
    public async Task Markdown_has_the_signature_as_code_and_names_as_code()
    {
        await using var session = new TestSession();
        await session.RunAsync(Declarations);

        Assert.Equal(
            "```csharp\nint Add(int a, int b = 1)\n```\n\n*+ 1 overload*\n\nAdds two numbers, as `+` does; see `Math.Max`.\n\n**Parameters**\n- `a`: The first.\n- `b`: The second.\n\n**Returns** The sum.\n\n**Throws**\n- `OverflowException`: It is too large.",
            (await session.InspectAsync("Add(1|)"))!.Markdown);
    }

    [SkippableTheory]
    [InlineData("Console.WriteLine(\"\"|)", "Writes the specified string value, followed by the current line terminator")]
    [InlineData("new List<int>().Ad|d(1)", "Adds an object to the end of the")]
    [InlineData("new[] { 1 }.Sel|ect(x => x)", "Projects each element of a sequence into a new form")]
    [InlineData("new Random(|)", "Initializes a new instance of the")]
    [InlineData("String|Builder x;", "Represents a mutable string of characters")]
    [InlineData("System.Text.Json.JsonSerializer.Serial|ize(1)", "JSON")]
    public async Task The_framework_is_explained_by_the_reference_packs(string marked, string words)
    {
        var packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../packs/Microsoft.NETCore.App.Ref");
        Skip.IfNot(Directory.Exists(packs), "This .NET has no reference packs: it is a runtime without the SDK.");
        await using var session = new TestSession();

        Assert.Contains(words, (await session.InspectAsync(marked))!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maths.Exp|(1)", "static double Maths.Exp(double x, int? digits = null)\n\nThe power eˣ.")]
    [InlineData("Maths.Number|(1)", "static Maths.Numbers Maths.Number(double x)\n\nA number of its own.")]
    [InlineData("Maths.Twice|(1)", "static double Maths.Twice(double x)\n\nThe power eˣ.")]
    public async Task What_a_member_takes_from_another_is_shown(string marked, string text)
    {
        using var folder = new TemporaryFolder();
        var library = ReferenceTests.Compile(folder.File("Maths.dll"), """
            public static class Maths
            {
                /// <summary>A number of its own.</summary>
                public sealed class Numbers
                {
                    /// <summary>The power eˣ.</summary>
                    public double Exp(int? digits = null) => 1;
                }
                /// <inheritdoc cref="Numbers.Exp(int?)"/>
                public static double Exp(double x, int? digits = null) => 1;
                /// <inheritdoc cref="Exp(double, int?)"/>
                public static double Twice(double x) => 2;
                /// <inheritdoc cref="Maths.Numbers"/>
                public static Numbers Number(double x) => new();
            }
            """);
        await using var session = new TestSession();
        await session.RunAsync($"#r {LanguageTests.Literal(library)[1..]}");

        Assert.Equal(text, (await session.InspectAsync(marked))!.Text);
    }

    [Fact]
    public async Task A_library_is_explained_by_the_file_beside_it()
    {
        await using var session = new TestSession();
        await session.RunAsync($"#r {LanguageTests.Literal(typeof(CSharpSession).Assembly.Location)[1..]}\nusing Course.Notebooks;");

        Assert.StartsWith("class Course.Notebooks.CSharpSession\n\nA C# session: runs cells one after the other", (await session.InspectAsync("CSharp|Session x;"))!.Text.Replace("sealed ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
