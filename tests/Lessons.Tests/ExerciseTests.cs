namespace Lessons.Tests;

/// <summary>The checks of notebook 01's exercises: the solution passes, and typical mistakes fail with a word of help.</summary>
public sealed class ExerciseTests(ExerciseLesson start) : IClassFixture<ExerciseLesson>
{
    private const string Begin = "// BEGIN SOLUTION";
    private const string End = "// END SOLUTION";

    private readonly Lesson lesson = start.Lesson;

    [Fact]
    public async Task Every_solution_passes_its_check() =>
        await lesson.RunAsync(["exercise-1", "check-1", "exercise-2", "check-2", "exercise-3", "check-3"]);

    [Theory]
    [InlineData(1, "return zeros(3, dtype: float64);", "your ∂L/∂A is 0, expected")]
    [InlineData(1, "return tensor(0.0);", "you gave shape [], expected [3]")]
    [InlineData(1, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s * x).sum(), (r * s).sum() });", "2 · residual")]
    [InlineData(1, "var r = A * sin(omega * x + phi) - y; var s = A * cos(omega * x + phi); return 2 * stack(new[] { (r * sin(omega * x + phi)).sum(), (r * s).sum(), (r * s).sum() });", "∂L/∂ω")]
    [InlineData(2, "return (G.matmul(W), G.t().matmul(X), G.sum(0));", "∂L/∂b has shape [], expected [4]")]
    [InlineData(2, "return (G.matmul(W), X.t().matmul(G), G.sum(dim: 0));", "∂L/∂W has shape [3, 4], expected [4, 3]")]
    [InlineData(2, "return (G.matmul(W), G.t().matmul(X) / X.shape[0], G.sum(dim: 0));", "∂L/∂W has the right shape but is off")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2) }, dim: 1);", "you gave shape [2000, 3], expected [2000, 4]")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), sin(x) }, dim: 1);", "Only 1, x, x² and x³ may be mixed")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(2) - x }, dim: 1);", "not independent")]
    [InlineData(3, "return stack(new[] { ones_like(x), x, x.pow(2), x.pow(3) }, dim: 1);", "condition number 325")]
    [InlineData(3, "var z = x / Math.PI; return stack(new[] { ones_like(z), z, z.pow(2), z.pow(3) }, dim: 1);", "expected at most 1 % above")]
    public async Task A_mistake_fails_its_check_and_is_told_what_was_wrong(int exercise, string body, string help)
    {
        await lesson.RunAsync([$"exercise-{exercise}"], source => WithSolution(source, body));

        var check = await lesson.TryAsync($"check-{exercise}");

        Assert.False(check.Success, "The check passed a wrong answer.");
        Assert.Contains($"Exercise {exercise}: ", check.Error!.Value, StringComparison.Ordinal);
        Assert.Contains(help, check.Error.Value, StringComparison.Ordinal);
    }

    private static string WithSolution(string source, string body)
    {
        var (begin, end) = (source.IndexOf(Begin, StringComparison.Ordinal), source.IndexOf(End, StringComparison.Ordinal));
        Assert.True(0 < begin && begin < end, "The exercise has no region between the solution's marks.");
        return source[..begin] + body + source[(end + End.Length)..];
    }
}
