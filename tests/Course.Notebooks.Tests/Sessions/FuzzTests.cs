using System.Text.RegularExpressions;
using Course.Notebooks.Tests.Pages;

namespace Course.Notebooks.Tests.Sessions;

public partial class FuzzTests
{
    private const int Cells = 2000;

    /// <summary>What the lessons' cells lack. No number is large and nothing leaves the process: a mutant runs for real.</summary>
    private static readonly string[] _snippets =
    [
        "var x = 1; int Plus(int y) => x + y;\nPlus(2)",
        "for (var i = 0; i < 9; i++) { if (i % 2 == 0) continue; Console.WriteLine($\"{i}: {i * i}\"); }",
        "foreach (var word in \"a b c\".Split(' ')) Console.Write(word.ToUpper());",
        "record Point(int X, int Y); var p = new Point(1, 2) with { Y = 3 };\np",
        "class Counter { public int Count { get; private set; } public int Next() { Count++; return Count; } }\nnew Counter().Next()",
        "var list = new List<int> { 3, 1, 2 }; list.Sort(); list.Select(n => n * 2).Where(n => n > 2).ToArray()",
        "async Task<int> Slow(int n) { await Task.Delay(1); return n; }\nawait Slow(3)",
        "var n = 5; while (n > 0) { n--; if (n == 2) break; } do { n++; } while (n < 4);\nn",
        "try { int.Parse(\"x\"); } catch (FormatException e) when (e.Message != null) { Console.Error.WriteLine(e.Message); } finally { display(1); }",
        "static int Twice(this int value) => 2 * value;\n4.Twice()",
        "static class Texts\n{\n    /// <summary>Loud.</summary>\n    internal static string Shout<T>(this T text, params int[] n) where T : notnull => text + \"!\";\n    static void Say(this string s) { Console.Write(s); }\n}\n\"a\".Shout(1).Say()",
        "record Pair(int U, int V); var pair = new Pair(1, 2);\npair with { U = 3 } with { V = 4 }",
        "int Fib(int k) => k < 2 ? k : Fib(k - 1) + Fib(k - 2);\nFib(9)",
        "#!time\nvar shown = display(\"a\"); shown.Update(\"b\");",
        "#!html\n<b>bold</b>\n#!csharp\n1 + 1\n#!markdown\n# Title",
        "#!set --name kept --value \"text\"\n#!who\n#!whos\n#!lsmagic\n#!about",
        "#nullable enable\nstring? text = null; text?.Length ?? 0",
        "using System.IO; using static System.Math; using var reader = new StringReader(\"line\"); (Max(1, 2), reader.ReadLine())",
        "var (a, b) = (1, \"two\"); var text2 = (a, b) switch { (1, { Length: > 2 }) => \"yes\", _ => \"no\" };\ntext2",
        "unsafe { int* q = stackalloc int[3]; q[0] = 1; Console.Write(q[0]); }",
        "var raw = \"\"\"\n    a \"quoted\" text\n    \"\"\"; raw + @\"verbatim \"\"text\"\"\" + $\"{raw.Length,5:0}\"",
        "event Action Happened; Happened += () => { }; delegate int Operation(int u, int v); Operation add = (u, v) => u + v; add(1, 2)",
    ];

    private static readonly string[] _pieces =
        ["(", ")", "{", "}", "[", "]", ";", ",", "\"", "'", "\"\"\"", "$\"", "@", "=>", "=", "==", "<", ">", "?", ":", "/*", "*/", "//", "\n", "\r\n", "#", "#!", "#r \"", "#load \"x\"", "#if A", "#endif",
        "while (true)", "for (;;)", "return", "await", "async", "var", "new", "class", "record", "static", "using", "throw", "null", "1", "x", "=> x", "\0", "é", "\ud83d\ude00", "\ud83d", "yield return 1;", "goto a; a:", "unsafe", "extern alias a;"];

    [Fact]
    public async Task Any_text_is_answered_by_a_result_or_an_error_and_the_session_lives()
    {
        var random = new Random(20261121);
        var sources = Sources();
        await using var session = new TestSession();
        await session.RunAsync("1+1");
        for (var i = 0; i < Cells; i++)
        {
            var source = Mutate(sources, random);
            if (Forbidden().IsMatch(source))
                continue;
            // A mutant may loop for ever; it is stopped, and must then end.
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
            try
            {
                await session.TryAsync(source, stop.Token).WaitAsync(TimeSpan.FromMinutes(1));
            }
            catch (Exception error)
            {
                Assert.Fail($"Cell {i} was not answered: {error}\n{source}");
            }

            if (i % 20 == 0)
                await AssistAsync(session, source, random.Next(source.Length + 1));
        }

        Assert.Equal("2", await session.RunAsync("1+1"));
    }

    private static async Task AssistAsync(TestSession session, string source, int position)
    {
        source = source.Replace("|", "", StringComparison.Ordinal);
        var marked = source.Insert(Math.Min(position, source.Length), "|");
        await session.CompleteAsync(marked).WaitAsync(TimeSpan.FromMinutes(1));
        await session.InspectAsync(marked).WaitAsync(TimeSpan.FromMinutes(1));
        CSharpSession.IsComplete(source);
    }

    /// <summary>The snippets, and the lessons' cells, which lack their library here and mostly fail: that is answered too.</summary>
    private static string[] Sources() =>
        [.. _snippets, .. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)
            .SelectMany(path => NotebookDocument.Load(path).Cells)
            .Where(cell => cell.Type == CellType.Code && cell.Source.Length < 2000)
            .Select(cell => cell.Source.Replace("#r \"../", "#r \"none/", StringComparison.Ordinal))];

    private static string Mutate(string[] sources, Random random)
    {
        // Every other one from what compiles here.
        var text = random.Next(3) > 0 ? _snippets[random.Next(_snippets.Length)] : sources[random.Next(sources.Length)];
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var tokens = Token().Matches(text).Select(match => match.Value).ToList();
            if (tokens.Count == 0)
                return text;
            var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
            switch (random.Next(6))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, _pieces[random.Next(_pieces.Length)] + " ");
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens.RemoveRange(at, tokens.Count - at);
                    break;
                case 4:
                    tokens.Insert(at, " " + tokens[other] + " ");
                    break;
                default:
                    tokens.Add("\n" + _snippets[random.Next(_snippets.Length)]);
                    break;
            }

            text = string.Concat(tokens);
        }

        return text;
    }

    [GeneratedRegex(@"\w+|\s+|[^\w\s]")]
    private static partial Regex Token();

    /// <summary>What asks the network, and numbers that would fill the memory.</summary>
    [GeneratedRegex(@"nuget:|--from-url|\d{7,}")]
    private static partial Regex Forbidden();
}
