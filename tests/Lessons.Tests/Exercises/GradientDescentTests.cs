namespace Lessons.Tests.Exercises;

public sealed class GradientDescentLesson() : ExerciseLesson("03-gradient-descent-and-curvature.ipynb", "setup", "hessian-product", "newton");

public sealed class GradientDescentTests(GradientDescentLesson lesson) : ExerciseTests(lesson), IClassFixture<GradientDescentLesson>
{
    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return d.dot(d).ToDouble() / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "The slope along d is gᵀd, not dᵀd" },
        { 1, 0, "var g = f.Gradient(w); return g.dot(g).ToDouble() / g.dot(f.HessianVectorProduct(w, g)).ToDouble();", "best step along d = (1, 0)" },
        { 1, 0, "return 0.1;", "The best step along g of ½(x² + 9y²) at (3, 1): expected 0.1219512, got 0.1." },
        { 1, 0, "return Math.Abs(f.Gradient(w).dot(d).ToDouble()) / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "Keep the sign of gᵀd" },
        { 1, 0, "return f.Gradient(w).dot(d).ToDouble() / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "the parabola bends down and has no lowest point" },
        { 1, 0, "double c = d.dot(f.HessianVectorProduct(w, d)).ToDouble(); return c < 0 ? double.PositiveInfinity : f.Gradient(w).dot(d).ToDouble() / c;", "the curvature is exactly 0" },
        { 2, 0, "double e = 0; for (int k = 0; k < products; k++) { var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "Make v as long as 1" },
        { 2, 0, "double e = 0; for (int k = 0; k < products; k++) { v = v / v.norm(); v = f.HessianVectorProduct(w, v); e = v.norm().ToDouble(); } return e;", "loses the sign" },
        { 2, 0, "double e = 0; for (int k = 0; k < products; k++) { v.div_(v.norm()); var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "v.div_(…) changes the caller's" },
        { 2, 0, "double e = 0; for (int k = 0; k < products + 1; k++) { v = v / v.norm(); var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "exactly as many products" },
        { 2, 0, "double e = 0; for (int k = 0; k < products; k++) { v = v / v.norm(); var Hv = f.HessianVectorProduct(zeros_like(w), v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "at the w that is given" },
        { 3, 1, Conjugate("if (rr == 0) break;", "if (curvature <= 0) return k == 0 ? g : d;", "0"), "p needs its part of the old p" },
        { 3, 0, Conjugate("if (rr == 0) break;", "if (curvature <= 0) return k == 0 ? g : d;", "rr / next"), "p needs its part of the old p" },
        { 3, 3, Conjugate("if (rr == 0) break;", "", "next / rr"), "return g itself" },
        { 3, 3, Conjugate("if (rr == 0) break;", "if (curvature <= 0) return d;", "next / rr"), "return g itself" },
        { 3, 3, Conjugate("if (rr == 0) break;", "if (curvature <= 0) return g;", "next / rr"), "Return the d so far" },
        { 3, 1, Conjugate("", "if (curvature < 0) return k == 0 ? g : d;", "next / rr"), "Test the residual" },
        { 3, 0, "return linalg.solve(f.Hessian(w), f.Gradient(w));", "The first round is the best step along g" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);

    /// <summary>Conjugate gradients with these lines for the end, for a curvature that is not positive, and for the share of the old direction.</summary>
    private static string Conjugate(string first, string bent, string factor) =>
        $$"""
        var g = f.Gradient(w);
        var (d, r, p) = (zeros_like(g), g.clone(), g.clone());
        double rr = r.dot(r).ToDouble();
        for (int k = 0; k < products; k++)
        {
            {{first}}
            var Hp = f.HessianVectorProduct(w, p);
            double curvature = p.dot(Hp).ToDouble();
            {{bent}}
            double alpha = rr / curvature;
            d += alpha * p;
            r -= alpha * Hp;
            double next = r.dot(r).ToDouble();
            p = r + {{factor}} * p;
            rr = next;
        }
        return d;
        """;
}
