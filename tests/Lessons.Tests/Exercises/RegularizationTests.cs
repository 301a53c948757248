namespace Lessons.Tests.Exercises;

public sealed class RegularizationLesson() : ExerciseLesson("10-regularization.ipynb", "setup");

public sealed class RegularizationTests(RegularizationLesson lesson) : ExerciseTests(lesson), IClassFixture<RegularizationLesson>
{
    public static TheoryData<int, double, string, string> Answers { get; } = new()
    {
        { 1, 0, "return linalg.eigvalsh(H).data<double>().ToArray().Sum(e => λ / (e + λ));", "Add up λᵢ/(λᵢ + λ)" },
        { 1, 0, "return linalg.eigvalsh(H).data<double>().ToArray().Sum(e => e / (e + λ));", "a direction without curvature counts as 0" },
        { 1, 0, "return H.diagonal().data<double>().ToArray().Where(e => e > 0).Sum(e => e / (e + λ));", "It is the eigenvalues that count" },
        { 2, 0, "return (w - η * g) * (1 - η * λ2);", "u moves towards 0 by η λ₁" },
        { 2, 0, "var u = w - η * g; return u.sign() * (u.abs() - λ1).clamp(min: 0);", "not by λ₁" },
        { 2, 0, "var u = w - η * g; return u - η * λ1 * u.sign();", "stays at 0 when it gets there" },
        { 2, 0, "var u = w - η * g; return u.sign() * (u.abs() - η * λ1).clamp(min: 0) * (1 - η * λ2);", "agrees only to first order" },
        { 2, 0, "w.sub_(η * g); return w.sign() * (w.abs() - η * λ1).clamp(min: 0) / (1 + η * λ2);", "must not be changed in place" },
        { 2, 0, "var u = (w - η * g) / (1 + η * λ2); return u.sign() * (u.abs() - η * λ1).clamp(min: 0);", "First the threshold" },
        { 3, 0, "if (!training) return (h, G); var f = u.ge(p).to(h.dtype); return (h * f, G * f);", "what stays is divided by 1 − p" },
        { 3, 2, "if (!training) return (h, G); var f = u.ge(p).to(h.dtype) / (1 - p); return (h * f, G);", "∂output/∂h is the same factor" },
        { 3, 0, "var f = u.ge(p).to(h.dtype) / (1 - p); return (h * f, G * f);", "nothing rescaled outside of training" },
        { 3, 0, "if (!training) return (h, G); var f = u.ge(1 - p).to(h.dtype) / p; return (h * f, G * f);", "p is the probability to drop" },
        { 3, 1, "if (!training) return (h, G); var f = u.gt(p).to(h.dtype) / (1 - p); return (h * f, G * f);", "not even where u = 0" },
        { 4, 0, "int best = 0; for (int i = 1; i < losses.Length; i++) if (losses[i] < losses[best]) best = i; return (best, Math.Min(best + patience, losses.Length - 1));", "do not look ahead" },
        { 4, 0, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) { k = i; n = 0; } else if (++n > patience) return (k, i); } return (k, losses.Length - 1);", "were no better than epoch 2" },
        { 4, 0, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] <= losses[k]) { k = i; n = 0; } else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "An equal loss is no improvement" },
        { 4, 0, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) k = i; else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "The count starts anew" },
        { 4, 0, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) { k = i; n = 0; } else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "every comparison with NaN is false" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_gets_the_points_that_it_should_and_is_told_why(int exercise, double points, string answer, string help) => EarnsAsync(exercise, points, answer, help);
}
