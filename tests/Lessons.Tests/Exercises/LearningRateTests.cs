namespace Lessons.Tests.Exercises;

public sealed class LearningRateLesson() : ExerciseLesson("05-the-learning-rate.ipynb", "setup");

public sealed class LearningRateTests(LearningRateLesson lesson) : ExerciseTests(lesson), IClassFixture<LearningRateLesson>
{
    private const string Square = "var s = new double[steps + 1]; s[0] = w0 * w0; for (int k = 0; k < steps; k++) ";
    private const string Now = "double now = rate.At(step); ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return 1 / (a * (step + 1));", "the share k / (1 + … + k)" },
        { 1, 0, "return 2 / (a * (step + 1));", "must forget the start" },
        { 1, 0, "return 2.0 / (step + 2);", "must forget the start" },
        { 1, 0, "return 2 / (a * (step + 3));", "must forget the start" },
        { 1, 2, "double k = step + 1; return k / (a * k * (k + 1) / 2);", "all of them count" },
        { 2, 0, "return new double[steps];", "the start among them" },
        { 2, 1, Square + "s[k + 1] = Math.Pow(1 - η(k) * λ, 2) * s[k]; return s;", "lets in noise" },
        { 2, 0, Square + "s[k + 1] = (1 - η(k) * λ) * s[k] + Math.Pow(η(k) * σ, 2); return s;", "w² by its square" },
        { 2, 1, Square + "s[k + 1] = Math.Pow(1 - η(k) * λ, 2) * s[k] + η(k) * σ * σ; return s;", "(ησ)²" },
        { 2, 2, Square + "s[k + 1] = Math.Pow(1 - η(0) * λ, 2) * s[k] + Math.Pow(η(0) * σ, 2); return s;", "Ask for the rate of each step" },
        { 2, 2, Square + "s[k + 1] = Math.Pow(1 - η(k + 1) * λ, 2) * s[k] + Math.Pow(η(k + 1) * σ, 2); return s;", "η(0) is that of the first" },
        { 3, 0, Now + "return ((long)Math.Round(batch * rate.At(0) / now), rate.At(0));", "between 1 and the number of samples" },
        { 3, 0, Now + "return (Math.Clamp((long)Math.Round(batch * rate.At(0) / now), 1, samples), rate.At(0));", "or could grow no more" },
        { 3, 0, Now + "return (Math.Min(samples, (long)(batch * rate.At(0) / now)), now);", "η/B must be what it was" },
        { 3, 0, Now + "long B = Math.Min(samples, (long)Math.Round(batch * rate.At(0) / now)); return (B, now * B / batch);", "between 1 and the number of samples" },
        { 4, 0, "return rates[Array.IndexOf(losses, losses.Min())] / 10;", "Stop at the first loss that is not finite" },
        { 4, 0, "int n = losses.TakeWhile(double.IsFinite).Count(); return rates[Array.IndexOf(losses, losses.Take(n).Min())] / 10;", "smooth first" },
        { 4, 0, "double s = losses[0], low = s; int at = 0; for (int k = 0; k < losses.Length && double.IsFinite(losses[k]); k++) { s = 0.9 * s + 0.1 * losses[k]; if (s > 4 * low) break; if (s < low) (low, at) = (s, k); } return rates[at];", "A tenth of the rate" },
        { 4, 0, "double s = 0, v = 0, low = 1e9; int at = 0; for (int k = 0; k < losses.Length && double.IsFinite(losses[k]); k++) { (s, v) = (0.9 * s + losses[k], 0.9 * v + 1); if (s / v < low) (low, at) = (s / v, k); } return rates[at] / 10;", "above 4 times the lowest" },
        { 4, 0, "double s = 0, low = 1e9; int at = 0; for (int k = 0; k < losses.Length && double.IsFinite(losses[k]); k++) { s = 0.9 * s + 0.1 * losses[k]; if (s > 4 * low) break; if (s < low) (low, at) = (s, k); } return rates[at] / 10;", "divided by their sum" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
