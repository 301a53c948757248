namespace Lessons.Tests.Exercises;

public sealed class InitializationLesson() : ExerciseLesson("08-initialization.ipynb", "setup");

public sealed class InitializationTests(InitializationLesson lesson) : ExerciseTests(lesson), IClassFixture<InitializationLesson>
{
    private const string Forward = "var U = X.matmul(W1.t()); var A = U.relu(); var R = A.matmul(W2.t()) - Y; var D = R.matmul(W2) * U.gt(0); var c = 2.0 / X.shape[0]; ";
    private const string Tall = "using var random = new Generator((ulong)seed); var tall = randn(Math.Max(rows, columns), Math.Min(rows, columns), float64, generator: random); ";
    private const string Layers = "var scaled = new List<Tensor>(); var v = X; foreach (var W in weights) { var u = v.matmul(W.t()); ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return (zeros_like(W1), zeros_like(W2));", "Residual times activation" },
        { 1, 1, Forward + "return (c * R.matmul(W2).t().matmul(X), c * R.t().matmul(A));", "the ReLU passes nothing" },
        { 1, 0, Forward + "return (D.t().matmul(X), R.t().matmul(A));", "2/m times the sum over samples" },
        { 1, 0, Forward + "return (-c * D.t().matmul(X), -c * R.t().matmul(A));", "residual = output − target" },
        { 1, 1, Forward + "return (c * X.t().matmul(D), c * R.t().matmul(A));", "∇W₁: expected shape [5, 4], got [4, 5]." },
        { 1, 0, Forward + "return (2.0 / 6 * D.t().matmul(X), 2.0 / 6 * R.t().matmul(A));", "for one sample" },
        { 2, 0, "return 2.0 / inputs;", "With slope 1 there is no bend" },
        { 2, 0, "return Math.Sqrt(2 / ((1 + slope * slope) * inputs));", "A variance is asked for" },
        { 2, 0, "return 2 / ((1 + slope) * inputs);", "What is E[σ(u)²] where u is negative?" },
        { 2, 0, "return 2 / ((1 + slope * Math.Abs(slope)) * inputs);", "Slope −1 makes |u|" },
        { 3, 0, "return linalg.qr(randn(rows, columns, float64, generator: new Generator((ulong)seed))).Q;", "QR wants a tall matrix" },
        { 3, 0, "return randn(rows, columns, float64, generator: new Generator((ulong)seed)) / Math.Sqrt(columns);", "orthogonal to each other" },
        { 3, 0, "var (Q, R) = linalg.qr(randn(Math.Max(rows, columns), Math.Min(rows, columns), float64)); return rows < columns ? Q.t() : Q;", "Draw from new Generator" },
        { 3, 0, "return eye(rows, columns, dtype: float64);", "Is yours random at all?" },
        { 3, 0, Tall + "var (Q, R) = linalg.qr(tall); return Q;", "expected shape [3, 8], got [8, 3]" },
        { 4, 0, Layers + "scaled.Add(W / u.var(unbiased: false)); v = (u / u.std(unbiased: false)).relu(); } return scaled.ToArray();", "not by the variance" },
        { 4, 0, Layers + "scaled.Add(W / u.std(unbiased: false)); v = u.relu(); } return scaled.ToArray();", "behind layers that are scaled already" },
        { 4, 0, Layers + "var d = u.relu().std(unbiased: false); scaled.Add(W / d); v = (u / d).relu(); } return scaled.ToArray();", "in front of the bend" },
        { 4, 0, Layers + "var d = u.std(unbiased: false); W.div_(d); v = (u / d).relu(); } return weights;", "div_ changes what was given" },
        { 4, 0, Layers + "var d = u.square().mean([0]).sqrt(); scaled.Add(W / d.unsqueeze(1)); v = (u / d).relu(); } return scaled.ToArray();", "one positive number" },
        { 4, 0, Layers + "var d = u.std(unbiased: false); scaled.Add(W / d); v = (u / d).relu(); } return scaled.Take(2).ToArray();", "a matrix for each layer" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
