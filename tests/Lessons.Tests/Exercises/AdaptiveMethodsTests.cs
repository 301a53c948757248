namespace Lessons.Tests.Exercises;

public sealed class AdaptiveMethodsLesson() : ExerciseLesson("07-adaptive-methods.ipynb", "setup");

public sealed class AdaptiveMethodsTests(AdaptiveMethodsLesson lesson) : ExerciseTests(lesson), IClassFixture<AdaptiveMethodsLesson>
{
    private const string Moments = "m.copy_(0.9 * m + 0.1 * g); v.copy_(0.999 * v + 0.001 * g * g); ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return (1 - β1) / Math.Sqrt(1 - β2);", "With t = 1 there was no silence" },
        { 1, 0, "return (1 - β1) / (1 - Math.Pow(β1, t)) / ((1 - β2) / (1 - Math.Pow(β2, t)));", "m̂ over the root of v̂" },
        { 1, 0, "return 1;", "as Adam makes it: expected 0." },
        { 1, 0, "return (1 - 0.9) / (1 - Math.Pow(0.9, t)) / Math.Sqrt((1 - 0.999) / (1 - Math.Pow(0.999, t)));", "Use the β₁ and β₂ that are given" },
        { 2, 1, Moments + "return η * m / (1 - Math.Pow(0.9, t)) / ((max.copy_(maximum(max, v)) / (1 - Math.Pow(0.999, t))).sqrt() + 1e-8);", "is the sign right" },
        { 2, 1, Moments + "max.copy_(maximum(max, v)); return -η * m / (max.sqrt() + 1e-8);", "are both corrections there" },
        { 2, 0, "m = 0.9 * m + 0.1 * g; v = 0.999 * v + 0.001 * g * g; max = maximum(max, v); return -η * m / (1 - Math.Pow(0.9, t)) / ((max / (1 - Math.Pow(0.999, t))).sqrt() + 1e-8);", "must be changed in place" },
        { 2, 0, Moments + "max.copy_(v); return -η * m / (1 - Math.Pow(0.9, t)) / ((max / (1 - Math.Pow(0.999, t))).sqrt() + 1e-8);", "the maximum has not" },
        { 2, 1, Moments + "max.copy_(maximum(max, v)); return -η * m / (1 - Math.Pow(0.9, t)) / ((v / (1 - Math.Pow(0.999, t))).sqrt() + 1e-8);", "the denominator must not shrink" },
        { 3, 0, "var λ = linalg.eigvalsh(H); return (λ.max() / λ.min()).ToDouble();", "The diagonal goes on both sides" },
        { 3, 0, "var d = H.diagonal(); var λ = linalg.eigvalsh(H / d / d.unsqueeze(1)); return (λ.max() / λ.min()).ToDouble();", "each time to the power −½" },
        { 3, 0, "var λ = linalg.eigvalsh(H / H.diagonal().unsqueeze(1)); return (λ.max() / λ.min()).ToDouble();", "Dividing rows only leaves a matrix that is not symmetric" },
        { 4, 0, "for (int j = 0; j < index.Length; j++) { int i = index[j]; G[i] += slope[j] * slope[j]; w[i] -= η * slope[j] / (Math.Sqrt(G[i]) + 1e-10); }", "add up a word's slopes before you square" },
        { 4, 0, "for (int j = 0; j < index.Length; j++) { int i = index[j]; w[i] -= η * slope[j] / (Math.Sqrt(G[i]) + 1e-10); G[i] += slope[j] * slope[j]; }", "with the G that has this g in it already" },
        { 4, 0, "var g = new double[w.Length]; for (int j = 0; j < index.Length; j++) g[index[j]] += slope[j]; for (int i = 0; i < w.Length; i++) { G[i] += g[i] * g[i]; w[i] -= η * g[i] / (Math.Sqrt(G[i]) + 1e-10); }", "must not pass through the whole dictionary" },
        { 4, 0, "foreach (var word in index.Select((i, j) => (i, g: slope[j])).GroupBy(pair => pair.i)) { double g = word.Sum(pair => pair.g); G[word.Key] += g * g; w[word.Key] -= η * g / Math.Sqrt(G[word.Key]); }", "0/0 must not come out" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
