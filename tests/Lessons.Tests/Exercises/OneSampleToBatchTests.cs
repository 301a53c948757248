namespace Lessons.Tests.Exercises;

public sealed class OneSampleToBatchLesson() : ExerciseLesson("04-from-one-sample-to-a-batch.ipynb", "setup");

public sealed class OneSampleToBatchTests(OneSampleToBatchLesson lesson) : ExerciseTests(lesson), IClassFixture<OneSampleToBatchLesson>
{
    private const string Variance = "var g = gradients.mean([0]); double variance = (gradients - g).pow(2).sum(dim: 1).mean().ToDouble(); double N = gradients.shape[0]; double allowed = ε * ε * g.pow(2).sum().ToDouble(); ";

    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 1, "return (gradients - gradients.mean([0])).pow(2).sum(dim: 1).mean().ToDouble() / B;", "without replacement" },
        { 1, 1, "long N = gradients.shape[0]; double v = (gradients - gradients.mean([0])).pow(2).sum(dim: 1).mean().ToDouble() / B; return replacement ? v : v * (N - B) / N;", "without replacement" },
        { 1, 0, "long N = gradients.shape[0]; double v = (gradients - gradients.mean([0])).pow(2).mean().ToDouble() / B; return replacement ? v : v * (N - B) / (N - 1);", "a sum over the weights" },
        { 1, 0, "long N = gradients.shape[0]; double v = (gradients - gradients.mean([0])).pow(2).sum().ToDouble() / (N - 1) / B; return replacement ? v : v * (N - B) / (N - 1);", "σ² is the mean over the samples" },
        { 2, 0, "long B = (labels.max().ToInt64() + 1) * perClass; return (gradients - gradients.mean([0])).pow(2).sum(dim: 1).mean().ToDouble() / B;", "about its own mean" },
        { 2, 0, "long C = labels.max().ToInt64() + 1; double s = 0; for (long c = 0; c < C; c++) { var own = gradients.index_select(0, labels.eq(c).nonzero().squeeze(1)); s += (own - own.mean([0])).pow(2).sum(dim: 1).mean().ToDouble() / perClass / C; } return s;", "(1/C²)" },
        { 2, 0, "long C = labels.max().ToInt64() + 1; double s = 0; for (long c = 0; c < C; c++) { var own = gradients.index_select(0, labels.eq(c).nonzero().squeeze(1)); s += (own - gradients.mean([0])).pow(2).sum(dim: 1).mean().ToDouble() / C; } return s / (C * perClass);", "about its own mean" },
        { 3, 0, "return objective.Gradient(w);", "do not fit" },
        { 3, 0, "var g = zeros_like(w); int pieces = 0; foreach (var piece in objective.Samples.Chunks(most)) { g += objective.On(piece).Gradient(w); pieces++; } return g / pieces;", "a smaller last piece counts less" },
        { 3, 0, "var g = zeros_like(w); foreach (var piece in objective.Samples.Chunks(most)) g += objective.On(piece).Gradient(w); return g;", "its share of the samples" },
        { 4, 0, Variance + "return Math.Max(1, (long)Math.Ceiling(variance / allowed));", "more than needed" },
        { 4, 0, Variance + "return (long)Math.Max(1, Math.Floor(variance * N / (variance + allowed * (N - 1))));", "is too small" },
        { 4, 0, Variance + "allowed = ε * Math.Sqrt(allowed) / ε; return (long)Math.Max(1, Math.Ceiling(variance * N / (variance + allowed * (N - 1))));", "Both sides are to be squared" },
        { 4, 0, "return gradients.shape[0] + 1;", "at most N" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
