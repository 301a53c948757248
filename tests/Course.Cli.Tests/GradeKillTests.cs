using System.Diagnostics;
using Course.Grading;

namespace Course.Cli.Tests;

public sealed class GradeKillTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public void A_run_that_is_interrupted_or_killed_goes_on_to_the_same_grades_and_leaves_no_process()
    {
        Skip.If(Sandbox.Problem() is not null, "There is no bubblewrap.");
        Skip.IfNot(File.Exists(Path.Combine(Repository.Library, "Course.dll")), "The course's library is not built; ./course setup does it.");
        new HandedIn(Repository.Notebooks).Write(PathOf("in"), count: 8, endless: 0);
        using (var whole = Start("whole"))
            Assert.True(whole.EndsWithin(_limit) && whole.Result.ExitCode == 1, whole.Result.Output); // one is damaged

        using (var interrupted = Start("killed"))
        {
            Wait(() => Directory.Exists(PathOf("killed", "results", HandedIn.Lesson)));
            var tree = ProcessTree.Of(interrupted.Id);
            interrupted.Interrupt();
            Assert.True(interrupted.EndsWithin(TimeSpan.FromMinutes(1)), "Ctrl+C did not end it.");
            Assert.True(interrupted.Result.ExitCode == 130, interrupted.Result.Output);
            Assert.Contains(GradesJson.Read(PathOf("killed", "grades.json")), grade => grade.State == GradeState.NotGraded);
            Wait(() => !tree.Any(ProcessTree.IsRunning));
        }

        using (var killed = Start("killed"))
        {
            if (!killed.EndsWithin(TimeSpan.FromSeconds(1 + 6 * new Random().NextDouble())))
                Assert.Equal(0, killed.Kill());
        }

        using (var last = Start("killed"))
            Assert.True(last.EndsWithin(_limit) && last.Result.ExitCode == 1, last.Result.Output);
        foreach (var table in new[] { "grades.csv", "grades.json", "nbgrader.csv" })
            Assert.Equal(File.ReadAllText(PathOf("whole", table)), File.ReadAllText(PathOf("killed", table)));
        Assert.Equal(1, GradesJson.Read(PathOf("whole", "grades.json")).Count(grade => grade.State == GradeState.NotRead));
    }

    private static void Wait(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); Thread.Sleep(50))
            Assert.True(clock.Elapsed < _limit, "It did not come.");
    }

    private GradeProcess Start(string output) => new(typeof(Repository).Assembly.Location, PathOf("in"), "--out", PathOf(output), "--jobs", "1");

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}
