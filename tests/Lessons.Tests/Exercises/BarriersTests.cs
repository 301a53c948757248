namespace Lessons.Tests.Exercises;

public sealed class BarriersLesson() : ExerciseLesson("14-barriers-and-sharpness.ipynb", "setup");

public sealed class BarriersTests(BarriersLesson lesson) : ExerciseTests(lesson), IClassFixture<BarriersLesson>
{
    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return losses.Max();", "It is the excess over the ends" },
        { 1, 0, "return losses.Max() - losses.Min();", "neither the lower nor the higher end" },
        { 1, 0, "return losses.Max() - Math.Max(losses[0], losses[^1]);", "neither the lower nor the higher end" },
        { 1, 0, "return losses.Max() - (losses[0] + losses[^1]) / 2;", "Going up evenly is no barrier" },
        { 1, 0, "int n = losses.Length - 1, k = Array.IndexOf(losses, losses.Max()); return losses[k] - ((n - k) * losses[0] + k * losses[n]) / n;", "First subtract, then take the maximum" },
        { 1, 0, "return 3;", "Subtract (1 − t) f(A) + t f(B)" },
        { 2, 2, "return (W1.index_select(0, π), b1, W2.index_select(1, π));", "takes its bias along" },
        { 2, 2, "return (W1.index_select(0, π), b1.index_select(0, π), W2);", "The columns of W2 move" },
        { 2, 2, "return (W1.index_select(0, π), b1.index_select(0, π), W2.index_select(1, π.argsort()));", "not the other way round" },
        { 2, 0, "var i = π.argsort(); return (W1.index_select(0, i), b1.index_select(0, i), W2.index_select(1, i));", "row i of the new W1 is row π[i]" },
        { 2, 0, "W2.copy_(W2.index_select(1, π)); return (W1.index_select(0, π), b1.index_select(0, π), W2);", "must not be changed in place" },
        { 3, 0, "return gradient(θ);", "At the ends the bend has no influence" },
        { 3, 0, "double s = 1 - Math.Abs(1 - 2 * t); return s * gradient(θ);", "at the point" },
        { 3, 0, "double s = 1 - Math.Abs(1 - 2 * t); return gradient(s * θ + (1 - s) * (t < 0.5 ? a : b));", "At the ends the bend has no influence" },
        { 3, 0, "return 2 * t * gradient((1 - 2 * t) * a + 2 * t * θ);", "In the second half" },
        { 3, 0, "return 2 * t * (1 - t) * gradient((1 - t) * (1 - t) * a + 2 * t * (1 - t) * θ + t * t * b);", "At t = ½ the point is θ itself" },
        { 4, 0, "return d * W.norm() / d.norm();", "d's row 0 has 1" },
        { 4, 0, "return d * W.norm(0, keepdim: true) / d.norm(0, keepdim: true);", "d's row 0 has 1" },
        { 4, 0, "return d * W.norm(1, keepdim: true);", "Each row has a factor of its own" },
        { 4, 0, "return d * W.norm(1, keepdim: true) / d.norm(1, keepdim: true);", "a zero row stays zero" },
        { 4, 0, "return d.mul_(W.norm(1, keepdim: true) / d.norm(1, keepdim: true).clamp(min: 1e-12));", "must not be changed in place" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
