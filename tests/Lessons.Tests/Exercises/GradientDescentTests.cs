namespace Lessons.Tests.Exercises;

public sealed class GradientDescentLesson() : ExerciseLesson("03-gradient-descent-and-curvature.ipynb", "setup", "hessian-product", "newton");

public sealed class GradientDescentTests(GradientDescentLesson lesson) : ExerciseTests(lesson), IClassFixture<GradientDescentLesson>
{
    [Theory]
    [InlineData("return d.dot(d).ToDouble() / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "The slope along d is gᵀd, not dᵀd")]
    [InlineData("var g = f.Gradient(w); return g.dot(g).ToDouble() / g.dot(f.HessianVectorProduct(w, g)).ToDouble();", "best step along d = (1, 0)")]
    [InlineData("return 0.1;", "The best step along g of ½(x² + 9y²) at (3, 1): expected 0.1219512, got 0.1.")]
    [InlineData("return Math.Abs(f.Gradient(w).dot(d).ToDouble()) / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "Keep the sign of gᵀd")]
    [InlineData("return f.Gradient(w).dot(d).ToDouble() / d.dot(f.HessianVectorProduct(w, d)).ToDouble();", "the parabola bends down and has no lowest point")]
    [InlineData("double c = d.dot(f.HessianVectorProduct(w, d)).ToDouble(); return c < 0 ? double.PositiveInfinity : f.Gradient(w).dot(d).ToDouble() / c;", "the curvature is exactly 0")]
    public Task The_best_step_along_a_direction(string answer, string help) => FailsAsync(1, answer, help);

    [Theory]
    [InlineData("double e = 0; for (int k = 0; k < products; k++) { var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "Make v as long as 1")]
    [InlineData("double e = 0; for (int k = 0; k < products; k++) { v = v / v.norm(); v = f.HessianVectorProduct(w, v); e = v.norm().ToDouble(); } return e;", "loses the sign")]
    [InlineData("double e = 0; for (int k = 0; k < products; k++) { v.div_(v.norm()); var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "v.div_(…) changes the caller's")]
    [InlineData("double e = 0; for (int k = 0; k < products + 1; k++) { v = v / v.norm(); var Hv = f.HessianVectorProduct(w, v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "exactly as many products")]
    [InlineData("double e = 0; for (int k = 0; k < products; k++) { v = v / v.norm(); var Hv = f.HessianVectorProduct(zeros_like(w), v); e = v.dot(Hv).ToDouble(); v = Hv; } return e;", "at the w that is given")]
    public Task The_steepest_curvature(string answer, string help) => FailsAsync(2, answer, help);

    [Theory]
    [InlineData("if (rr == 0) break;", "if (curvature <= 0) return k == 0 ? g : d;", "0", "p needs its part of the old p")]
    [InlineData("if (rr == 0) break;", "if (curvature <= 0) return k == 0 ? g : d;", "rr / next", "p needs its part of the old p")]
    [InlineData("if (rr == 0) break;", "", "next / rr", "return g itself")]
    [InlineData("if (rr == 0) break;", "if (curvature <= 0) return d;", "next / rr", "return g itself")]
    [InlineData("if (rr == 0) break;", "if (curvature <= 0) return g;", "next / rr", "Return the d so far")]
    [InlineData("", "if (curvature < 0) return k == 0 ? g : d;", "next / rr", "Test the residual")]
    public Task Conjugate_gradients(string first, string bent, string factor, string help) => FailsAsync(3,
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
        """, help);

    [Fact]
    public Task The_whole_Hessian_is_not_an_answer_where_one_product_is_allowed() =>
        FailsAsync(3, "return linalg.solve(f.Hessian(w), f.Gradient(w));", "The first round is the best step along g");
}
