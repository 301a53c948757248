namespace Lessons.Tests.Exercises;

public sealed class FirstStepsLesson() : ExerciseLesson("01-first-steps.ipynb", "setup", "fit-data", "exact");

public sealed class FirstStepsTests(FirstStepsLesson lesson) : ExerciseTests(lesson), IClassFixture<FirstStepsLesson>
{
    [Theory]
    [InlineData(1, "return zeros(3, dtype: float64);", "Your ∂L/∂A at A = ")]
    [InlineData(1, "return tensor(0.0);", "Your gradient: expected shape [3], got [].")]
    [InlineData(1, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s * x).sum(), (r * s).sum() });", "2 · residual")]
    [InlineData(1, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return 2 * stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s).sum(), (r * s).sum() });", "∂L/∂ω")]
    [InlineData(2, "return (G.matmul(W), G.t().matmul(X), G.sum(0));", "∂L/∂b: expected shape [4], got [].")]
    [InlineData(2, "return (G.matmul(W), X.t().matmul(G), G.sum(dim: 0));", "∂L/∂W: expected shape [4, 3], got [3, 4].")]
    [InlineData(2, "return (G.matmul(W), G.t().matmul(X) / X.shape[0], G.sum(dim: 0));", "∂L/∂W has the right shape, but element")]
    [InlineData(2, "return (G.matmul(W), (X.shape[0] == X.shape[1] ? X.t().matmul(G) : G.t().matmul(X)), G.sum(dim: 0));", "∂L/∂W has the right shape, but element")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2) }, dim: 1);", "expected shape [2000, 4], got [2000, 3]")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), sin(x) }, dim: 1);", "Only 1, x, x² and x³ may be mixed")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(2) - x }, dim: 1);", "not independent")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(3) }, dim: 1);", "condition number 325")]
    [InlineData(3, "var z = x / Math.PI; return stack(new[] { ones_like(z), z, z.pow(2), z.pow(3) }, dim: 1);", "expected at most 1 % above")]
    public Task A_mistake_fails_its_check_and_is_told_what_was_wrong(int exercise, string answer, string help) => FailsAsync(exercise, answer, help);
}
