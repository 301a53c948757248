namespace Lessons.Tests.Exercises;

public sealed class FirstStepsLesson() : ExerciseLesson("01-first-steps.ipynb", "setup", "fit-data", "exact");

public sealed class FirstStepsTests(FirstStepsLesson lesson) : ExerciseTests(lesson), IClassFixture<FirstStepsLesson>
{
    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return zeros(3, dtype: float64);", "Your ∂L/∂A at A = " },
        { 1, 0, "return tensor(0.0);", "Your gradient: expected shape [3], got []." },
        { 1, 0, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s * x).sum(), (r * s).sum() });", "2 · residual" },
        { 1, 0, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return 2 * stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s).sum(), (r * s).sum() });", "∂L/∂ω" },
        { 1, 0, "var at = tensor(new[] { A, omega, phi }, requires_grad: true); (at[0] * sin(at[1] * x + at[2]) - y).pow(2).sum().backward(); return at.grad;", "does not require grad" },
        { 1, 2, "var J = stack(new[] { sin(omega * x + phi), A * x * cos(omega * x + phi), A * cos(omega * x + phi) }, dim: 1); return 2 * J.t().mv(A * sin(omega * x + phi) - y);", "your derivatives agree" },
        { 2, 2, "return (G.matmul(W), G.t().matmul(X), G.sum(0));", "∂L/∂b: expected shape [4], got []." },
        { 2, 2, "return (G.matmul(W), X.t().matmul(G), G.sum(dim: 0));", "∂L/∂W: expected shape [4, 3], got [3, 4]." },
        { 2, 2, "return (G.matmul(W), G.t().matmul(X) / X.shape[0], G.sum(dim: 0));", "∂L/∂W has the right shape, but element" },
        { 2, 2, "return (G.matmul(W), (X.shape[0] == X.shape[1] ? X.t().matmul(G) : G.t().matmul(X)), G.sum(dim: 0));", "∂L/∂W has the right shape, but element" },
        { 2, 1, "return (G, G, G.sum(dim: 0));", "∂L/∂X: expected shape [5, 3], got [5, 4]." },
        { 2, 0, "return (G.matmul(W) / X.shape[0], G.t().matmul(X) / X.shape[0], G.mean([0]));", "no mean, no further factor" },
        { 2, 3, "return (W.t().matmul(G.t()).t(), X.t().matmul(G).t(), G.t().sum(dim: 1));", "backward pass" },
        { 3, 0, "return stack(new[] { ones_like(x), x, x.pow(2) }, dim: 1);", "expected shape [2000, 4], got [2000, 3]" },
        { 3, 0, "return stack(new[] { ones_like(x), x, x.pow(2), sin(x) }, dim: 1);", "Only 1, x, x² and x³ may be mixed" },
        { 3, 0, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(2) - x }, dim: 1);", "not independent" },
        { 3, 0, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(3) }, dim: 1);", "condition number 325" },
        { 3, 0, "var z = x / Math.PI; return stack(new[] { ones_like(z), z, z.pow(2), z.pow(3) }, dim: 1);", "expected at most 1 % above" },
        { 3, 3, "return linalg.qr(stack(new[] { ones_like(x), x, x.pow(2), x.pow(3) }, dim: 1)).Q;", "Exercise 3: condition number 1.00" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
