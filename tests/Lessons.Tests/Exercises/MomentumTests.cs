namespace Lessons.Tests.Exercises;

public sealed class MomentumLesson() : ExerciseLesson("06-momentum.ipynb", "setup");

public sealed class MomentumTests(MomentumLesson lesson) : ExerciseTests(lesson), IClassFixture<MomentumLesson>
{
    [Theory]
    [InlineData("1 + γ - ηλ", "γ", "under < 0 ? Math.Sqrt(c)", "There the momentum is γ(1 − ηλ) = 0")] // heavy ball's
    [InlineData("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "false ? 0", "The roots are complex")]
    [InlineData("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "true ? Math.Sqrt(Math.Abs(c))", "With γ = 0 it is gradient descent")]
    [InlineData("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "under < 0 ? c", "The roots are complex")]
    [InlineData("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "under >= 0 ? (b + Math.Sqrt(under)) / 2 : under < 0 ? Math.Sqrt(c)", "b is negative beyond ηλ = 1")]
    public Task Nesterov_s_rate(string b, string c, string complex, string help) => FailsAsync(1,
        $"double b = {b}, c = {c}; double under = b * b - 4 * c; return {complex} : (Math.Abs(b) + Math.Sqrt(under)) / 2;", help);

    [Theory]
    [InlineData("", "add_(v, alpha: -Momentum)", "There gᵀv < 0: set v to zero")]
    [InlineData("if (g.dot(v).ToDouble() > 0) v.zero_();", "add_(v, alpha: -Momentum)", "While gᵀv ≥ 0 the rule is Nesterov's")]
    [InlineData("if (g.dot(v).ToDouble() < 0) v.zero_();", "add_(v, alpha: -1)", "w after step 1 on a steady slope")]
    [InlineData("if (g.dot(v).ToDouble() < 0) v = zeros_like(v);", "add_(v, alpha: -Momentum)", "zero_() in place")]
    [InlineData("if (g.dot(v).ToDouble() < 0) { v.zero_(); return; }", "add_(v, alpha: -Momentum)", "only −ηg is left of the step")]
    public Task Adaptive_restart(string restart, string momentum, string help) => FailsAsync(2,
        $"var v = Kept(\"v\", w); v.mul_(Momentum).add_(g, alpha: learningRate); {restart} w.add_(g, alpha: -learningRate).{momentum};", help);

    [Theory]
    [InlineData("return η * η * σ2;", "With γ = 0: r₀ = (1 − ηλ)² r₀ + η²σ²")]
    [InlineData("return η * σ2 / (λ * (2 - η * λ));", "Times x_t: r₁ = a r₀ − γ r₁")]
    [InlineData("return η / (1 - γ) * σ2 / (λ * (2 - η / (1 - γ) * λ));", "Times x_t: r₁ = a r₀ − γ r₁")]
    [InlineData("return η * (1 + γ) / (λ * (1 - γ) * (2 * (1 + γ) - η * λ));", "Let λ and σ² be any")]
    [InlineData("return η * σ2 * (1 + γ) / (λ * (1 - γ) * (2 * (1 + γ) - η * λ));", "the answer there is PositiveInfinity")]
    public Task The_variance_of_a_settled_run(string answer, string help) => FailsAsync(3, answer, help);
}
