namespace Lessons.Tests.Exercises;

public sealed class MomentumLesson() : ExerciseLesson("06-momentum.ipynb", "setup");

public sealed class MomentumTests(MomentumLesson lesson) : ExerciseTests(lesson), IClassFixture<MomentumLesson>
{
    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, Rate("1 + γ - ηλ", "γ", "under < 0 ? Math.Sqrt(c)"), "There the momentum is γ(1 − ηλ) = 0" }, // heavy ball's
        { 1, 0, Rate("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "false ? 0"), "The roots are complex" },
        { 1, 0, Rate("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "true ? Math.Sqrt(Math.Abs(c))"), "With γ = 0 it is gradient descent" },
        { 1, 0, Rate("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "under < 0 ? c"), "The roots are complex" },
        { 1, 0, Rate("(1 + γ) * (1 - ηλ)", "γ * (1 - ηλ)", "under >= 0 ? (b + Math.Sqrt(under)) / 2 : under < 0 ? Math.Sqrt(c)"), "b is negative beyond ηλ = 1" },
        { 1, 3, "double b = (1 + γ) * (1 - ηλ); var root = System.Numerics.Complex.Sqrt(b * b - 4 * γ * (1 - ηλ)); return Math.Max(((b + root) / 2).Magnitude, ((b - root) / 2).Magnitude);", "Nesterov diverges" },
        { 2, 2, Restarted("", "add_(v, alpha: -Momentum)"), "There gᵀv < 0: set v to zero" },
        { 2, 0, Restarted("if (g.dot(v).ToDouble() > 0) v.zero_();", "add_(v, alpha: -Momentum)"), "While gᵀv ≥ 0 the rule is Nesterov's" },
        { 2, 2, Restarted("if (g.dot(v).ToDouble() < 0) v.zero_();", "add_(v, alpha: -1)"), "w after step 1 on a steady slope" },
        { 2, 2, Restarted("if (g.dot(v).ToDouble() < 0) v = zeros_like(v);", "add_(v, alpha: -Momentum)"), "zero_() in place" },
        { 2, 2, Restarted("if (g.dot(v).ToDouble() < 0) { v.zero_(); return; }", "add_(v, alpha: -Momentum)"), "only −ηg is left of the step" },
        { 3, 0, "return η * η * σ2;", "With γ = 0: r₀ = (1 − ηλ)² r₀ + η²σ²" },
        { 3, 0, "return η * σ2 / (λ * (2 - η * λ));", "Times x_t: r₁ = a r₀ − γ r₁" },
        { 3, 0, "return η / (1 - γ) * σ2 / (λ * (2 - η / (1 - γ) * λ));", "Times x_t: r₁ = a r₀ − γ r₁" },
        { 3, 0, "return η * (1 + γ) / (λ * (1 - γ) * (2 * (1 + γ) - η * λ));", "Let λ and σ² be any" },
        { 3, 0, "return η * σ2 * (1 + γ) / (λ * (1 - γ) * (2 * (1 + γ) - η * λ));", "the answer there is PositiveInfinity" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);

    private static string Rate(string b, string c, string complex) =>
        $"double b = {b}, c = {c}; double under = b * b - 4 * c; return {complex} : (Math.Abs(b) + Math.Sqrt(under)) / 2;";

    private static string Restarted(string restart, string momentum) =>
        $"var v = Kept(\"v\", w); v.mul_(Momentum).add_(g, alpha: learningRate); {restart} w.add_(g, alpha: -learningRate).{momentum};";
}
