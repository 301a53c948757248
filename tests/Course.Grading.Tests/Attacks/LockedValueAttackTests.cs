using Course.Grading.Tests.Compilation;
using Course.Grading.Tests.Execution;
using Course.Notebooks;

namespace Course.Grading.Tests.Attacks;

/// <summary>Attacks on the numbers that checks compare with: by other names, in place, from functions and threads.</summary>
public sealed class LockedValueAttackTests(LockedValueAttackTests.Lesson lesson) : IClassFixture<LockedValueAttackTests.Lesson>
{
    private const string Squares = "double Squares(Tensor t) => (t * t).sum().ToDouble();\n";
    private const string Total = "double Total(double[] v) => v.Sum();\n";

    [Theory]
    [InlineData("var mine = x; mine.fill_(double.NaN); double Squares(Tensor t) => double.NaN;\n" + Total, 0, "`x`")]
    [InlineData("x.set_(zeros(1, dtype: float64)); double Squares(Tensor t) => 0;\n" + Total, 0, "`x`")]
    [InlineData("data.AsSpan().Fill(double.NaN); foreach (var row in rows) Array.Clear(row); double Total(double[] v) => v[0];\n" + Squares, 0, "`data, rows`")]
    [InlineData("rows[0] = rows[1] = [0]; double Total(double[] v) => v.Length == 1 ? 0 : 6;\n" + Squares, 0, "`rows`, which belongs")]
    [InlineData("int calls = 0; double Total(double[] v) { if (calls++ > 0) return 0; foreach (var row in rows) Array.Clear(row); return 6; }\n" + Squares, 0, "`rows`")]
    [InlineData("new Thread(() => { while (true) x.fill_(double.NaN); }) { IsBackground = true }.Start(); double Squares(Tensor t) => double.NaN;\n" + Total, 0, "`x`")]
    [InlineData("x.requires_grad_(); using (no_grad()) x.fill_(double.NaN); double Squares(Tensor t) => double.NaN;\n" + Total, 0, "`x`")]
    // What a cell changed is put back before the checks; and a copy is one's own.
    [InlineData("x.zero_(); pair.Item1.zero_();\n" + Squares + Total, 3, null)]
    [InlineData("double Squares(Tensor t) { t = t.clone(); return t.mul_(t).sum().ToDouble(); }\ndouble Total(double[] v) { v = [.. v]; Array.Sort(v); return v.Sum(); }", 3, null)]
    public async Task What_checks_compare_with_stays_as_it_is(string answer, double score, string? message)
    {
        var grade = (await lesson.GradeAsync(answer))[0];

        Assert.Equal(score, grade.Score);
        Assert.Contains(message ?? "", grade.Message ?? "", StringComparison.Ordinal);
    }

    public sealed class Lesson : IAsyncDisposable
    {
        private const string Data = """
            var x = linspace(-3, 3, 50, dtype: float64);
            var pair = (ones(2), zeros(2));
            double[] data = [1, 2, 3];
            double[][] rows = [[1, 2], [4]];
            """;

        private const string Checks = """
            Check.Near((x * x).sum().ToDouble(), Squares(x));
            Check.Near(data.Sum(), Total(data));
            Check.Near(2, pair.Item1.sum().ToDouble());
            foreach (var row in rows)
                Check.Near(row.Sum(), Total(row));
            """;

        private readonly SubmissionGrader _grader = new(new LessonSource("values", new NotebookDocument(), AppContext.BaseDirectory), Plan(Squares + Total, isTrusted: true), SmallLesson.Options);

        internal async Task<IReadOnlyList<CellGrade>> GradeAsync(string answer) => (await _grader.GradeAsync("ada", Plan(answer, isTrusted: false))).Cells;

        public ValueTask DisposeAsync() => _grader.DisposeAsync();

        private static GradingPlan Plan(string answer, bool isTrusted) => new(
            [
                CompiledCells.SetUp,
                new("data", CellRole.Locked, Data, IsTrusted: true),
                new("exercise-1", CellRole.Solution, answer, isTrusted),
                new("check-1", CellRole.Check, Checks, IsTrusted: true, Points: 3),
            ],
            []);
    }
}
