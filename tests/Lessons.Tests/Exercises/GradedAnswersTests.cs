using Course.Grading;
using Course.Notebooks;

namespace Lessons.Tests.Exercises;

/// <summary>The grader gives whole notebooks of typical answers the points that the session of the other tests gives each.</summary>
public sealed class GradedAnswersTests
{
    private static readonly Dictionary<string, TheoryData<int, double, string, string>> Answers = new()
    {
        ["01-first-steps"] = FirstStepsTests.Answers,
        ["06-momentum"] = MomentumTests.Answers,
        ["12-the-loss-surface"] = LossSurfaceTests.Answers,
    };

    private static readonly GraderOptions Options = new()
    {
        ExecutorCommand = ["dotnet", typeof(GradedAnswersTests).Assembly.Location, "executor"],
        Sandbox = new() { Unsafe = true }, // so that it runs everywhere; the sandbox has tests of its own
    };

    public static TheoryData<string> Lessons => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Answers_get_the_same_points_from_the_grader(string name)
    {
        var document = NotebookDocument.Load(Lesson.PathOf($"{name}.ipynb"));
        foreach (var cell in document.Cells) cell.Source = Lesson.OnTheseLibraries(cell.Source);
        var lesson = new LessonSource(name, document, AppContext.BaseDirectory);
        await using var grader = new SubmissionGrader(lesson, Options);

        var byExercise = Answers[name].Select(row => (Exercise: (int)row[0], Points: (double)row[1], Text: (string)row[2])).GroupBy(answer => answer.Exercise).ToList();
        foreach (var pick in (int[])[0, 1, 2])
        {
            var submission = Release.Notebook(lesson);
            var picked = byExercise.Select(answers => answers.ElementAt(pick)).ToList();
            foreach (var answer in picked)
                In(submission, answer.Exercise).Source = Lesson.WithSolution(In(document, answer.Exercise).Source, answer.Text);

            var result = await grader.GradeAsync("ada", GradingPlan.Restore(lesson, submission));

            Assert.Equal(picked.Select(answer => ($"check-{answer.Exercise}", (double?)answer.Points)), result.Cells.Select(cell => (cell.GradeId, cell.Score)));
        }

        static NotebookCell In(NotebookDocument notebook, int exercise) => notebook.Cells.Single(cell => cell.Id == $"exercise-{exercise}");
    }
}
