namespace Lessons.Tests.Exercises;

public sealed class InitializationLesson() : ExerciseLesson("08-initialization.ipynb", "setup");

public sealed class InitializationTests(InitializationLesson lesson) : ExerciseTests(lesson), IClassFixture<InitializationLesson>
{
    private const string Forward = "var U = X.matmul(W1.t()); var A = U.relu(); var R = A.matmul(W2.t()) - Y; var D = R.matmul(W2) * U.gt(0); var c = 2.0 / X.shape[0]; ";
    private const string Tall = "using var random = new Generator((ulong)seed); var tall = randn(Math.Max(rows, columns), Math.Min(rows, columns), float64, generator: random); ";
    private const string Layers = "var scaled = new List<Tensor>(); var v = X; foreach (var W in weights) { var u = v.matmul(W.t()); ";

    [Theory]
    [InlineData(1, "return (zeros_like(W1), zeros_like(W2));", "Residual times activation")]
    [InlineData(1, Forward + "return (c * R.matmul(W2).t().matmul(X), c * R.t().matmul(A));", "the ReLU passes nothing")]
    [InlineData(1, Forward + "return (D.t().matmul(X), R.t().matmul(A));", "2/m times the sum over samples")]
    [InlineData(1, Forward + "return (-c * D.t().matmul(X), -c * R.t().matmul(A));", "residual = output − target")]
    [InlineData(1, Forward + "return (c * X.t().matmul(D), c * R.t().matmul(A));", "∇W₁: expected shape [5, 4], got [4, 5].")]
    [InlineData(1, Forward + "return (2.0 / 6 * D.t().matmul(X), 2.0 / 6 * R.t().matmul(A));", "for one sample")]
    [InlineData(2, "return 2.0 / inputs;", "With slope 1 there is no bend")]
    [InlineData(2, "return Math.Sqrt(2 / ((1 + slope * slope) * inputs));", "A variance is asked for")]
    [InlineData(2, "return 2 / ((1 + slope) * inputs);", "What is E[σ(u)²] where u is negative?")]
    [InlineData(2, "return 2 / ((1 + slope * Math.Abs(slope)) * inputs);", "Slope −1 makes |u|")]
    [InlineData(3, "return linalg.qr(randn(rows, columns, float64, generator: new Generator((ulong)seed))).Q;", "QR wants a tall matrix")]
    [InlineData(3, "return randn(rows, columns, float64, generator: new Generator((ulong)seed)) / Math.Sqrt(columns);", "orthogonal to each other")]
    [InlineData(3, "var (Q, R) = linalg.qr(randn(Math.Max(rows, columns), Math.Min(rows, columns), float64)); return rows < columns ? Q.t() : Q;", "Draw from new Generator")]
    [InlineData(3, "return eye(rows, columns, dtype: float64);", "Is yours random at all?")]
    [InlineData(3, Tall + "var (Q, R) = linalg.qr(tall); return Q;", "expected shape [3, 8], got [8, 3]")]
    [InlineData(4, Layers + "scaled.Add(W / u.var(unbiased: false)); v = (u / u.std(unbiased: false)).relu(); } return scaled.ToArray();", "not by the variance")]
    [InlineData(4, Layers + "scaled.Add(W / u.std(unbiased: false)); v = u.relu(); } return scaled.ToArray();", "behind layers that are scaled already")]
    [InlineData(4, Layers + "var d = u.relu().std(unbiased: false); scaled.Add(W / d); v = (u / d).relu(); } return scaled.ToArray();", "in front of the bend")]
    [InlineData(4, Layers + "var d = u.std(unbiased: false); W.div_(d); v = (u / d).relu(); } return weights;", "div_ changes what was given")]
    [InlineData(4, Layers + "var d = u.square().mean([0]).sqrt(); scaled.Add(W / d.unsqueeze(1)); v = (u / d).relu(); } return scaled.ToArray();", "one positive number")]
    [InlineData(4, Layers + "var d = u.std(unbiased: false); scaled.Add(W / d); v = (u / d).relu(); } return scaled.Take(2).ToArray();", "a matrix for each layer")]
    public Task A_mistake_fails_its_check_and_is_told_what_was_wrong(int exercise, string answer, string help) => FailsAsync(exercise, answer, help);
}
