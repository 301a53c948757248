namespace Course.Grading.Tests.Execution;

public sealed class SubmissionGraderTests(SmallLesson lesson) : IClassFixture<SmallLesson>
{
    private const string Empty = "throw new NotImplementedException();";

    [Fact]
    public async Task Right_answers_get_all_points_and_text_waits_for_a_person()
    {
        var seen = new List<string>();
        var grades = await lesson.GradeAsync(SmallLesson.RightMean, SmallLesson.RightShift, progress: new Seen(grade => seen.Add(grade.GradeId)));
        Assert.Equal(["check-1", "check-2", "exercise-3"], seen);
        Assert.Equal([(3.0, GradeStatus.Passed), (4.0, GradeStatus.Passed), (null, GradeStatus.Manual)], grades.Select(grade => (grade.Score, grade.Status)));
        Assert.All(grades, grade => Assert.Null(grade.Message));
        Assert.Equal(
            [(1, false, CheckStatus.Passed, "the mean of 1, 2, 3"), (3, true, CheckStatus.Passed, "the mean of one number")],
            grades[0].Checks.Select(check => (check.Line, check.Hidden, check.Status, check.About)));
    }

    private sealed class Seen(Action<CellGrade> report) : IProgress<CellGrade>
    {
        public void Report(CellGrade value) => report(value);
    }
}
