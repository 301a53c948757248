using Course.Grading.Tests.Execution;

namespace Course.Grading.Tests.Attacks;

/// <summary>Attacks in C#, each on a grader as it is used: wrong answers that would pass if the grader believed them.</summary>
public sealed class FencedAttackTests(SmallLesson lesson) : IClassFixture<SmallLesson>
{
    private const string Wrong = "double Mean(double[] x) => 0;";

    /// <summary>What stands in the first exercise's cell, or in one of the student's own before it; how it ends, and what is said.</summary>
    public static TheoryData<string, string?, GradeStatus, string> Attacks { get; } = new()
    {
        // What a check's names mean.
        {
            $"static class Check {{ public static void Near(double a, double b, string what = \"\", string hint = \"\") {{ }} public static void That(bool b, string s) {{ }} }}\n{Wrong}",
            null, GradeStatus.Refused, "declares another `Check`. Rename yours."
        },
        {
            $"using Check = Lenient;\n{Wrong}",
            "static class Lenient { public static void Near(double a, double b, string what = \"\", string hint = \"\") { } }", GradeStatus.Refused, "Lenient"
        },
        {
            "struct Any { public static implicit operator double(Any a) => 2; }\nAny Mean(double[] x) => default;",
            null, GradeStatus.Refused, "gets a `Any`, with a type that your notebook declares"
        },
        {
            "class Same { public override bool Equals(object o) => true; public override int GetHashCode() => 0; public static implicit operator double(Same s) => double.NaN; }\nSame Mean(double[] x) => new();",
            null, GradeStatus.Refused, "`Same`"
        },
        { "dynamic Mean(double[] x) => 0;", null, GradeStatus.Refused, "dynamic" },
        { "Func<double[], double> Mean = x => x.Length == 1 ? x[0] : 2;", null, GradeStatus.Refused, "asks for your `Mean`" },
        // Catching everything, and checks of one's own.
        { "double Mean(double[] x) { try { return x[100]; } catch { return double.NaN; } }", null, GradeStatus.Failed, "got NaN" },
        {
            "double Mean(double[] x) { Check.Near(2, 2); Check.Near(-7.25, -7.25); Check.Part(3, \"all\", () => { }); return 0; }",
            null, GradeStatus.Failed, "expected 2, got 0"
        },
        {
            "double Mean(double[] x, [System.Runtime.CompilerServices.CallerFilePath] string file = \"\", [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) { Check.Near(2, 2, file: file, line: line); return 0; }",
            null, GradeStatus.Refused, "who calls"
        },
        // Names written in other ways, and marks of the lesson's in an answer.
        { $"class \\u0043heck {{ }}\n{Wrong}", null, GradeStatus.Refused, "'Check' does not contain a definition for 'Near'" },
        { $"#line 1 \"check-1\"\n{Wrong}", null, GradeStatus.Refused, "#line" },
        { $"#pragma checksum \"check-1\" \"{{406EA660-64CF-4C82-B6F0-42D48172A799}}\" \"ab007f1d\"\n// BEGIN HIDDEN TESTS\n{Wrong}", null, GradeStatus.Failed, "expected 2, got 0" },
        { $"return 3;\n{Wrong}", null, GradeStatus.Failed, "expected 2, got 0" },
        // Exceptions, and what runs beside a check.
        { "class Odd : Exception { public override string Message => throw new Odd(); }\ndouble Mean(double[] x) => throw new Odd();", null, GradeStatus.Failed, "Odd" },
        { "double Mean(double[] x) => throw new OperationCanceledException();", null, GradeStatus.Failed, "OperationCanceledException" },
        { "async void Fail() { await Task.Yield(); throw new Exception(); }\ndouble Mean(double[] x) { Fail(); return 0; }", null, GradeStatus.Failed, "expected 2, got 0" },
        { "class Late { ~Late() => throw new Exception(); }\nfor (var i = 0; i < 100; i++) new Late();\nGC.Collect(); GC.WaitForPendingFinalizers();\n" + Wrong, null, GradeStatus.Failed, "expected 2, got 0" },
        // What the code would have to reach.
        { $"offset = 100;\n{Wrong}", null, GradeStatus.Refused, "Your cell changes `offset`, which belongs to the lesson." },
        { "double Mean(double[] x) { Environment.Exit(0); return 0; }", null, GradeStatus.Refused, "System.Environment.Exit" },
        { "double Mean(double[] x) { System.Diagnostics.Process.Start(\"true\"); return 0; }", null, GradeStatus.Refused, "System.Diagnostics.Process" },
        { $"Console.SetOut(System.IO.TextWriter.Null);\n{Wrong}", null, GradeStatus.Refused, "System.Console.SetOut" },
        { "double Mean(double[] x) => new System.Diagnostics.StackTrace(true).ToString().Length;", null, GradeStatus.Refused, "System.Diagnostics.StackTrace" },
        {
            "double Mean(double[] x) { foreach (var f in typeof(Check).GetFields()) f.SetValue(null, null); return 0; }",
            null, GradeStatus.Refused, "System.Type.GetFields"
        },
        {
            "class Session { [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.StaticField, Name = \"listener\")] public static extern ref object Of(object check); }\n" + Wrong,
            null, GradeStatus.Refused, "UnsafeAccessor"
        },
        {
            "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct Both { [System.Runtime.InteropServices.FieldOffset(0)] public object A; [System.Runtime.InteropServices.FieldOffset(0)] public long[] B; }\n" + Wrong,
            null, GradeStatus.Refused, "FieldOffset"
        },
        {
            "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern void exit(int code);\ndouble Mean(double[] x) { exit(0); return 0; }",
            null, GradeStatus.Refused, "DllImport"
        },
        { "unsafe double Mean(double[] x) { fixed (double* p = x) return p[1000]; }", null, GradeStatus.Refused, "CS0227" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_earns_nothing_and_is_told_why(string answer, string? own, GradeStatus status, string message)
    {
        var grades = await lesson.GradeAsync(answer, SmallLesson.RightShift, own);

        Assert.Equal((0.0, status), (grades[0].Score, grades[0].Status));
        Assert.Contains(message, grades[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_attack_a_right_answer_gets_all_its_points()
    {
        await lesson.GradeAsync("double Mean(double[] x) { Environment.Exit(0); return 0; }", SmallLesson.RightShift, own: "static class Check { }");

        Assert.Equal([3.0, 4.0], (await lesson.GradeAsync(SmallLesson.RightMean, SmallLesson.RightShift)).Take(2).Select(grade => grade.Score));
    }
}
