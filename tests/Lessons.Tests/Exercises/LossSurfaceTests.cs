namespace Lessons.Tests.Exercises;

public sealed class LossSurfaceLesson() : ExerciseLesson("12-the-loss-surface.ipynb", "setup");

public sealed class LossSurfaceTests(LossSurfaceLesson lesson) : ExerciseTests(lesson), IClassFixture<LossSurfaceLesson>
{
    private const string Search = "double μ = Iterate(0); return μ < 0 ? μ : Iterate(μ); double Iterate(double shift) { ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return λ.All(v => v > 0) ? \"minimum\" : λ.All(v => v < 0) ? \"maximum\" : \"saddle\";", "the quadratic term says nothing" },
        { 1, 0, "if (λ.Any(v => v == 0)) return \"degenerate\"; return λ.All(v => v > 0) ? \"minimum\" : λ.All(v => v < 0) ? \"maximum\" : \"saddle\";", "whatever the other directions do" },
        { 1, 0, "bool up = λ.Any(v => v > 1e-6), down = λ.Any(v => v < -1e-6); return up && down ? \"saddle\" : λ.Any(v => Math.Abs(v) <= 1e-6) ? \"degenerate\" : up ? \"minimum\" : \"maximum\";", "What is small depends on the largest" },
        { 1, 0, "return λ.All(v => v > 0) ? \"minimum\" : λ.Any(v => v > 0) && λ.Any(v => v < 0) ? \"saddle\" : λ.Any(v => v < 0) ? \"maximum\" : \"degenerate\";", "1e-4 is rounding beside 1e6" },
        { 1, 0, "return \"minimum\";", "All are negative" },
        { 2, 1, "var v = start / start.norm(); for (int i = 0; i < steps; i++) { v = times(v); v = v / v.norm(); } return v.dot(times(v)).ToDouble();", "Without a shift the iteration finds the 5" },
        { 2, 1, Search + "var v = start / start.norm(); for (int i = 0; i < steps; i++) { v = times(v) - shift * v; v = v / v.norm(); } return v.dot(times(v) - shift * v).ToDouble(); }", "the eigenvalues 5, 2, 1, -3" },
        { 2, 3, "double μ = Iterate(0); return Iterate(μ); double Iterate(double s) { var v = start / start.norm(); for (int i = 0; i < steps; i++) { v = times(v) - s * v; v = v / v.norm(); } return v.dot(times(v)).ToDouble(); }", "do not shift it away" },
        { 2, 1, "double μ = Iterate(0); return μ < 0 ? μ : Math.Min(0, Iterate(μ)); double Iterate(double s) { var v = start / start.norm(); for (int i = 0; i < steps; i++) { v = times(v) - s * v; v = v / v.norm(); } return v.dot(times(v)).ToDouble(); }", "the lowest is then positive too" },
        { 2, 0, Search + "var v = start; for (int i = 0; i < steps; i++) v = times(v) - shift * v; v = v / v.norm(); return v.dot(times(v)).ToDouble(); }", "else it overflows" },
        { 2, 0, Search + "var v = start.div_(start.norm()); for (int i = 0; i < steps; i++) { v = times(v) - shift * v; v = v / v.norm(); } return v.dot(times(v)).ToDouble(); }", "instead of changing start in place" },
        { 3, 0, "var p = z.softmax(1); return J.transpose(1, 2).matmul(p.diag_embed()).matmul(J).mean([0]);", "also off the diagonal" },
        { 3, 0, "var p = z.softmax(1); return J.transpose(1, 2).matmul((p * (1 - p)).diag_embed()).matmul(J).mean([0]);", "also off the diagonal" },
        { 3, 0, "var p = z.softmax(1); return J.transpose(1, 2).matmul(p.diag_embed() - p.unsqueeze(2) * p.unsqueeze(1)).matmul(J).sum(dim: 0);", "It is the mean over samples" },
        { 3, 0, "var p = z.softmax(1); return J.transpose(1, 2).matmul(p.diag_embed() - p.unsqueeze(2) * p.unsqueeze(1)).matmul(J);", "G is [P, P]" },
        { 3, 0, "var p = z.softmax(0); return J.transpose(1, 2).matmul(p.diag_embed() - p.unsqueeze(2) * p.unsqueeze(1)).matmul(J).mean([0]);", "also off the diagonal" },
        { 4, 0, "return w + t * v / v.norm();", "down is towards larger y" },
        { 4, 0, "return w - Math.Sign(f.Gradient(w).dot(v).ToDouble()) * t * v;", "v may have any length" },
        { 4, 0, "return w - Math.Sign(f.Gradient(w).dot(v).ToDouble()) * t * v / v.norm();", "Without a slope compare f on both sides" },
        { 4, 0, "var s = t * v / v.norm(); if (f.Gradient(w).dot(v).ToDouble() > 0) s = -s; return w + s;", "Without a slope compare f on both sides" },
        { 4, 0, "w.sub_(Math.Sign(f.Gradient(w).dot(v).ToDouble()) * t * v / v.norm()); return w.clone();", "Return a new tensor" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
