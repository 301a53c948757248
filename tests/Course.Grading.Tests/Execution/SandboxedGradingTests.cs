using Course.Grading.Tests.Sandboxing;
using static Course.Grading.Tests.Execution.SmallLesson;

namespace Course.Grading.Tests.Execution;

public sealed class SandboxedGradingTests
{
    [SkippableFact]
    public async Task In_the_sandbox_right_answers_get_their_points_and_a_death_costs_its_own_exercise()
    {
        Sandboxed.SkipWithoutSandbox();
        await using var lesson = new SmallLesson(Options with { Sandbox = new(), Fenced = false });
        foreach (var (mean, score, status) in new[] { (RightMean, 3.0, GradeStatus.Passed), ("double Mean(double[] x) { Environment.Exit(0); return 2; }", 0, GradeStatus.Died) })
        {
            var grades = await lesson.GradeAsync(mean, RightShift);
            Assert.Equal([(score, status), (4.0, GradeStatus.Passed)], grades.Take(2).Select(grade => (grade.Score!.Value, grade.Status)));
        }
    }
}
