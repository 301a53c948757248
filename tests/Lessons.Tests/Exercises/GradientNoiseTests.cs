namespace Lessons.Tests.Exercises;

public sealed class GradientNoiseLesson() : ExerciseLesson("13-gradient-noise.ipynb", "setup");

public sealed class GradientNoiseTests(GradientNoiseLesson lesson) : ExerciseTests(lesson), IClassFixture<GradientNoiseLesson>
{
    private const string Turned = "var (h, V) = linalg.eigh(H); if (h.min().ToDouble() <= 0 || η * h.max().ToDouble() >= 2) throw new ArgumentException(\"no cloud\"); var noise = V.t().mm(C).mm(V) * (η / B); ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return small.Zip(big, (s, l) => (s - l) / (1.0 / b - 1.0 / B) / ((B * l - b * s) / (B - b))).Average();", "the mean of ratios is not the ratio of means" },
        { 1, 0, "var (s, l) = (small.Average(), big.Average()); return (s - l) / (1.0 / b - 1.0 / B) / l;", "two equations, linear in the two unknowns" },
        { 1, 0, "var (s, l) = (small.Average(), big.Average()); return (s - l) / ((B * l - b * s) / (B - b));", "two equations, linear in the two unknowns" },
        { 1, 0, "var (s, l) = (small.Average(), big.Average()); return Math.Max(0, (s - l) / (1.0 / b - 1.0 / B) / ((B * l - b * s) / (B - b)));", "returned as it is" },
        { 2, 0, "return η / B * C.mm(linalg.inv(2 * H));", "only its limit for small η" },
        { 2, 2, "var h = H.diag(); if (h.min().ToDouble() <= 0 || η * h.max().ToDouble() >= 2) throw new ArgumentException(\"no cloud\"); return diag(C.diag() * η / B / (h * (2 - η * h)));", "Turn C into H's basis" },
        { 2, 2, Turned + "var sums = h.unsqueeze(1) + h.unsqueeze(0); return V.mm(noise / (sums - η * h.pow(2))).mm(V.t());", "Turn C into H's basis" },
        { 2, 2, "var (h, V) = linalg.eigh(H); var shrink = 1 - η * h; return V.mm(V.t().mm(C).mm(V) * (η * η / B) / (1 - shrink.unsqueeze(1) * shrink.unsqueeze(0))).mm(V.t());", "rate with ηh = 3" },
        { 2, 0, "throw new ArgumentException(\"There is no cloud.\");", "There is no cloud." },
        { 3, 0, "return (long)Math.Clamp(Math.Round(criticalBatch), 1, most);", "where are they equal" },
        { 3, 0, "return (long)Math.Sqrt(criticalBatch * overhead / perSample);", "at least 1 sample" },
        { 3, 0, "return (long)Math.Clamp(Math.Floor(Math.Sqrt(criticalBatch * overhead / perSample)), 1, most);", "Compare the times of the two whole numbers" },
        { 4, 0, "return 2;", "it cancels" },
        { 4, 0, "double rms = Math.Sqrt(σ.Average(s => s * s)); return Math.Log(K1) / (Math.Log(Math.Sqrt(K1) * rms) - σ.Average(s => Math.Log(s)));", "each block's own deviation" },
        { 4, 0, "return Math.Log(K1) / (σ.Chunk(K1).Average(block => Math.Log(block.Sum())) - σ.Average(s => Math.Log(s)));", "not (Σσⱼ)²" },
        { 5, 0, "return [.. rates.Select(rate => (rate, (int)Math.Min(most, B * rates[0] / rate)))];", "rate × batch / B" },
        { 5, 0, "return [.. rates.Select(rate => (rates[0], (int)Math.Round(B * rates[0] / rate)))];", "At most 100 samples" },
        { 5, 0, "return [.. rates.Select(rate => { int batch = (int)Math.Clamp(Math.Round(B * rates[0] / rate), 1, most); return (rate * batch / B, batch); })];", "take 6" },
        { 5, 0, "return [.. rates.Select(rate => { int batch = (int)Math.Clamp(Math.Floor(B * rates[0] / rate), 1, most); return (rate * batch / B, batch); })];", "in floating point" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
