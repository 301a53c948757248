namespace Lessons.Tests.Exercises;

public sealed class RegularizationLesson() : ExerciseLesson("10-regularization.ipynb", "setup");

public sealed class RegularizationTests(RegularizationLesson lesson) : ExerciseTests(lesson), IClassFixture<RegularizationLesson>
{
    [Theory]
    [InlineData(1, "return linalg.eigvalsh(H).data<double>().ToArray().Sum(e => λ / (e + λ));", "Add up λᵢ/(λᵢ + λ)")]
    [InlineData(1, "return linalg.eigvalsh(H).data<double>().ToArray().Sum(e => e / (e + λ));", "a direction without curvature counts as 0")]
    [InlineData(1, "return H.diagonal().data<double>().ToArray().Where(e => e > 0).Sum(e => e / (e + λ));", "It is the eigenvalues that count")]
    [InlineData(2, "return (w - η * g) * (1 - η * λ2);", "u moves towards 0 by η λ₁")]
    [InlineData(2, "var u = w - η * g; return u.sign() * (u.abs() - λ1).clamp(min: 0);", "not by λ₁")]
    [InlineData(2, "var u = w - η * g; return u - η * λ1 * u.sign();", "stays at 0 when it gets there")]
    [InlineData(2, "var u = w - η * g; return u.sign() * (u.abs() - η * λ1).clamp(min: 0) * (1 - η * λ2);", "agrees only to first order")]
    [InlineData(2, "w.sub_(η * g); return w.sign() * (w.abs() - η * λ1).clamp(min: 0) / (1 + η * λ2);", "must not be changed in place")]
    [InlineData(2, "var u = (w - η * g) / (1 + η * λ2); return u.sign() * (u.abs() - η * λ1).clamp(min: 0);", "First the threshold")]
    [InlineData(3, "if (!training) return (h, G); var f = u.ge(p).to(h.dtype); return (h * f, G * f);", "what stays is divided by 1 − p")]
    [InlineData(3, "if (!training) return (h, G); var f = u.ge(p).to(h.dtype) / (1 - p); return (h * f, G);", "∂output/∂h is the same factor")]
    [InlineData(3, "var f = u.ge(p).to(h.dtype) / (1 - p); return (h * f, G * f);", "nothing rescaled outside of training")]
    [InlineData(3, "if (!training) return (h, G); var f = u.ge(1 - p).to(h.dtype) / p; return (h * f, G * f);", "p is the probability to drop")]
    [InlineData(3, "if (!training) return (h, G); var f = u.gt(p).to(h.dtype) / (1 - p); return (h * f, G * f);", "not even where u = 0")]
    [InlineData(4, "int best = 0; for (int i = 1; i < losses.Length; i++) if (losses[i] < losses[best]) best = i; return (best, Math.Min(best + patience, losses.Length - 1));", "do not look ahead")]
    [InlineData(4, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) { k = i; n = 0; } else if (++n > patience) return (k, i); } return (k, losses.Length - 1);", "were no better than epoch 2")]
    [InlineData(4, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] <= losses[k]) { k = i; n = 0; } else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "An equal loss is no improvement")]
    [InlineData(4, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) k = i; else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "The count starts anew")]
    [InlineData(4, "int k = 0, n = 0; for (int i = 1; i < losses.Length; i++) { if (losses[i] < losses[k]) { k = i; n = 0; } else if (++n == patience) return (k, i); } return (k, losses.Length - 1);", "every comparison with NaN is false")]
    public Task A_mistake_fails_its_check_and_is_told_what_was_wrong(int exercise, string answer, string help) => FailsAsync(exercise, answer, help);
}
