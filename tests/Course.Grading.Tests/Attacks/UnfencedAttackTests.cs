using Course.Grading.Tests.Execution;

namespace Course.Grading.Tests.Attacks;

/// <summary>What the grader holds to where its fence would have a hole: these attacks run, and are not believed.</summary>
public sealed class UnfencedAttackTests(UnfencedAttackTests.Open open) : IClassFixture<UnfencedAttackTests.Open>
{
    [Theory]
    [InlineData("Console.SetOut(System.IO.TextWriter.Null); return 0;")]
    [InlineData("AppDomain.CurrentDomain.FirstChanceException += (_, e) => e.Exception.Data.Clear(); return 0;")]
    [InlineData("System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new(\"de-DE\"); System.Globalization.CultureInfo.CurrentCulture = new(\"de-DE\"); return 0;")]
    [InlineData("Microsoft.DotNet.Interactive.Formatting.Formatter.Register<string>(_ => \"passed\", \"text/plain\"); return 0;")]
    [InlineData("new System.Diagnostics.DiagnosticListener(\"Course.Exercises\").Write(\"Check\", (\"check-1\", 1, (double?)3, true, \"all\")); return 0;")]
    [InlineData("System.Threading.Thread.CurrentThread.Interrupt(); return 0;")]
    [InlineData("System.Threading.SynchronizationContext.SetSynchronizationContext(null); return 0;")]
    public async Task An_attack_that_runs_earns_nothing(string body)
    {
        var grades = await open.Lesson.GradeAsync($"double Mean(double[] x) {{ {body} }}", SmallLesson.RightShift);

        Assert.Equal([0.0, 4.0], grades.Take(2).Select(grade => grade.Score));
    }

    [Fact]
    public async Task Whoever_overhears_a_check_s_name_cannot_prove_with_it()
    {
        const string Overhear = """
            class Ear : IObserver<System.Diagnostics.DiagnosticListener>, IObserver<KeyValuePair<string, object>>
            {
                System.Diagnostics.DiagnosticListener listener; readonly HashSet<string> heard = [];
                public void OnNext(System.Diagnostics.DiagnosticListener all) { if (all.Name == "Course.Exercises") { listener = all; all.Subscribe(this); } }
                public void OnNext(KeyValuePair<string, object> check)
                {
                    var (file, _, _, _, _) = ((string, int, double?, bool, string))check.Value;
                    if (!heard.Add(file)) return;
                    for (int at = 1; at < 50; at++) listener.Write("Check", (file, at, (double?)4, true, "all"));
                }
                public void OnCompleted() { }
                public void OnError(Exception error) { }
            }
            System.Diagnostics.DiagnosticListener.AllListeners.Subscribe(new Ear());
            """;

        var grades = await open.Lesson.GradeAsync($"double Mean(double[] x) => 0;\n{Overhear}", "double Shift(double x) => 0;");

        Assert.Equal([0.0, 0.0], grades.Take(2).Select(grade => grade.Score));
    }

    [Fact]
    public async Task A_trace_does_not_tell_what_a_check_is_compiled_as()
    {
        var grades = await open.Lesson.GradeAsync("double Mean(double[] x) => throw new Exception(new System.Diagnostics.StackTrace(true) + Environment.StackTrace);", SmallLesson.RightShift);

        Assert.Equal(0, grades[0].Score);
        Assert.Contains("Mean", grades[0].Message, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{32}\\.cs", grades[0].Message!);
    }

    public sealed class Open : IAsyncDisposable
    {
        internal SmallLesson Lesson { get; } = new(SmallLesson.Options with { Fenced = false });

        public ValueTask DisposeAsync() => Lesson.DisposeAsync();
    }
}
