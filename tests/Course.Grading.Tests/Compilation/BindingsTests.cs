using System.Collections.Concurrent;

namespace Course.Grading.Tests.Compilation;

public sealed class BindingsTests(CompiledSetUp setUp) : IClassFixture<CompiledSetUp>
{
    private const string Helper = """
        double[] data = [1, 2, 3];
        double Mean(IEnumerable<double> xs) => xs.Average();
        Func<double, double> square = x => x * x;
        class Options { public static double Tolerance = 1e-6; public double Rate { get; set; } }
        var options = new Options { Rate = 0.1 };
        """;

    private const string Solution = """
        double Half(double x) => x / 2;
        (double Low, double High) Ends(double[] xs) => (xs.Min(), xs.Max());
        Tensor Scale(Tensor x, double by) => x * by;
        class Decay { public double Rate = 1; public double Next() => Rate *= 0.5; }
        """;

    private const string Test = """
        {
            Check.Near(Math.Sqrt(4), Half(4), Options.Tolerance);
            var (low, high) = Ends(data);
            Check.That(low == 1 && high.Equals(3.0), "the ends");
            foreach (var x in data) Check.Near(square(x) / 2, Half(x * x));
            Check.Near(ones(2) * 3, Scale(ones(2), 3), what: $"{Mean(data):F1} times");
            Check.Gradient(w => w.pow(2).sum(), w => Scale(w, 2), tensor(new[] { 1.0, 2.0 }));
            var decay = new Decay();
            Check.Near(0.5, decay.Next());
            var found = from x in data where x > 1 orderby x select Half(x);
            Check.That(found.Select((x, i) => x).Count() is 2 or 3, string.Join(", ", new List<double> { 1, 2 }));
            await Task.Yield();
        }
        """;

    private static readonly ConcurrentDictionary<string, Bindings> _references = new();

    [Theory]
    [InlineData(Solution)]
    [InlineData("""
        // Other numbers, other overloads, further names: the check's business.
        float Half(double x) => (float)x / 2; double Half(int x) => x / 2.0;
        (float A, double B) Ends(double[] xs) { Array.Sort(xs); return ((float)xs[0], xs[^1]); }
        Tensor Scale(Tensor x, Scalar by) => x.mul(by); int further = 3;
        record Decay { public double Rate = 1; public float Next() { Rate /= 2; return (float)Rate; } }
        """)]
    [InlineData("double Half(double x) { var Math = x; return Math / 2; } " + """
        (double, double) Ends(double[] xs) => (1, 3); static Tensor Scale(Tensor x, double by) { double square(double d) => d * by; return x * square(1); }
        class Decay { class Check { } public double Next() => 0.5; public double Rate; }
        """)]
    public void An_honest_answer_leaves_a_check_as_it_is(string answer) => Assert.Equal([], Differences(answer, Test));

    [Theory]
    [InlineData("static class Check { public static void Near(object a, object b, double t = 0, string what = \"\") { } public static void That(bool b, string s) { } "
        + "public static void Gradient(Func<Tensor, Tensor> f, Func<Tensor, Tensor> g, Tensor x) { } }", "uses `Check` of the lesson, but your notebook declares another `Check`. Rename yours.")]
    [InlineData("static class Math { public static double Sqrt(double x) => 0; }", "declares another `Math`. Rename yours.")]
    [InlineData("class Anything { public static double Sqrt(double x) => 2; }", "`Math`", "using Math = Anything;")]
    [InlineData("static class Mine { public static Tensor ones(long n) => torch.zeros(n); }", "declares another `ones`", "using static Mine;")]
    [InlineData("Tensor ones(long n) => torch.zeros(n);", "declares another `ones`. Rename yours.")]
    [InlineData("double Mean(IEnumerable<double> xs) => 2;", "declares another `Mean`")]
    [InlineData("double[] data = [4, 4];", "declares another `data`")]
    [InlineData("Func<double, double> square = x => 2 * x;", "declares another `square`")]
    [InlineData("class Options { public static double Tolerance = 1e9; }", "declares another `Options`")]
    [InlineData("class List<T> : System.Collections.Generic.List<T> { }", "`List<double>`")]
    [InlineData("static IEnumerable<double> Where(this double[] xs, Func<double, bool> f) => xs;", "declares another `Where`")]
    [InlineData("static bool Equals(this double a, double b) => true;", null)]
    [InlineData("static class More { public static int Count(this IEnumerable<double> xs) => 3; }", "declares another `Count`")]
    public void Another_meaning_of_a_name_is_found(string attack, string? message, string before = "")
    {
        var answer = before.Length > 0 ? $"{before}\n{Solution}" : Solution;
        var differences = Differences(attack, answer, Test);

        if (message is null)
            Assert.Empty(differences); // It changes nothing for the check.
        else
            Assert.Contains(differences, difference => difference.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("class Always { public static bool operator ==(Always a, double b) => true; public static bool operator !=(Always a, double b) => false; public static implicit operator double(Always a) => 1; "
        + "public override bool Equals(object o) => true; public override int GetHashCode() => 0; } (Always Low, Always High) Ends(double[] xs) => (new(), new());", "`(Always Low, Always High)`, with a type that your notebook declares")]
    [InlineData("struct Any { public static implicit operator double(Any a) => 2; } Any Half(double x) => new();", "gets a `Any`")]
    [InlineData("(object Low, object High) Ends(double[] xs) => (1.0, 3.0);", "expects `(double Low, double High)`", "low == 1", "object.Equals(low, 1.0)")]
    [InlineData("dynamic Half(double x) => x / 2;", "Keep the types")]
    [InlineData("IEnumerable<double> Ends(double[] xs) => xs; static void Deconstruct(this IEnumerable<double> xs, out double a, out double b) => (a, b) = (1, 3);", "`Deconstruct`")]
    [InlineData("Func<double, double> Half = x => x / 2;", "asks for your `Half`")]
    public void An_answer_that_is_no_value_of_the_type_is_found(string answer, string message, string written = "", string changed = "")
    {
        var test = written.Length > 0 ? Test.Replace(written, changed, StringComparison.Ordinal) : Test;
        var name = answer.Contains("Ends(", StringComparison.Ordinal) ? "Ends" : "Half";
        var others = string.Join('\n', Solution.Split('\n').Where(line => !line.Contains($" {name}(", StringComparison.Ordinal)));

        Assert.Contains(Differences($"{others}\n{answer}", test), difference => difference.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data = [4, 4];", "`data`")]
    [InlineData("data[0] = 4;", "`data`")]
    [InlineData("data[1]++;", "`data`")]
    [InlineData("square = x => 0;", "`square`")]
    [InlineData("square += x => 0;", "`square`")]
    [InlineData("(data, var y) = (new double[3], 1);", "`data`")]
    [InlineData("void Set(ref double[] d) => d = null; Set(ref data);", "`data`")]
    [InlineData("void Set(out double[] d) => d = null; Set(out data);", "`data`")]
    [InlineData("void F() { ref var d = ref data[0]; d = 3; }", "`data`")]
    [InlineData("Options.Tolerance = 1e9;", "`Tolerance`")]
    [InlineData("options.Rate = 5;", "`options`")]
    [InlineData("data ??= null;", "`data`")]
    [InlineData("var mine = data.ToArray(); mine[0] = 4; var own = new Options { Rate = 2 }; own.Rate = 3; double d = data[0]; d++; var r = Mean(data);", null)]
    public void A_write_to_a_lesson_s_variable_is_found(string source, string? name)
    {
        var cells = setUp.Begin();
        cells.Add(new PlannedCell("helper", CellRole.Locked, Helper, IsTrusted: true));
        var answer = cells.Add(new PlannedCell("exercise-1", CellRole.Solution, source, IsTrusted: false));

        var writes = LockedVariables.Writes(answer.Compilation.GetSemanticModel(answer.Tree), cells.CellOf);

        if (name is null)
            Assert.Empty(writes);
        else
            Assert.StartsWith($"Your cell changes {name}, which belongs to the lesson.", Assert.Single(writes), StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Differences(string answer, string test) => Differences("", answer, test);

    private IReadOnlyList<string> Differences(string before, string answer, string test) =>
        Bindings.Differences(_references.GetOrAdd(test, _ => Meanings("", Solution, test)), Meanings(before, answer, test));

    private Bindings Meanings(string before, string answer, string test)
    {
        var cells = setUp.Begin();
        cells.Add(new PlannedCell("helper", CellRole.Locked, Helper, IsTrusted: true));
        if (before.Length > 0)
            cells.Add(new PlannedCell("added-1", CellRole.Other, before, IsTrusted: false));
        cells.Add(new PlannedCell("exercise-1", CellRole.Solution, answer, IsTrusted: false));
        var check = cells.Add(new PlannedCell("check-1", CellRole.Check, test, IsTrusted: true));
        return Bindings.Of(check.Compilation.GetSemanticModel(check.Tree), check.Cell, cells.CellOf);
    }
}
