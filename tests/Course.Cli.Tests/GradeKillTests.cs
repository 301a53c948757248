using Course.Grading;

namespace Course.Cli.Tests;

public sealed class GradeKillTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public void A_run_that_is_killed_goes_on_and_gives_the_same_grades_and_leaves_no_process()
    {
        Skip.If(Sandbox.Problem() is not null, "There is no bubblewrap.");
        Skip.IfNot(File.Exists(Path.Combine(Repository.Library, "Course.dll")), "The course's library is not built; ./course setup does it.");
        new HandedIn(Repository.Notebooks).Write(PathOf("in"), count: 8, endless: 0);
        using (var whole = Start("whole"))
            Assert.True(whole.EndsWithin(_limit) && whole.Result.ExitCode == 1, whole.Result.Output); // one is damaged

        var random = new Random();
        for (var kill = 0; kill < 2; kill++)
        {
            using var killed = Start("killed");
            if (!killed.EndsWithin(TimeSpan.FromSeconds(1 + 6 * random.NextDouble())))
                Assert.Equal(0, killed.Kill());
        }

        using (var last = Start("killed"))
            Assert.True(last.EndsWithin(_limit) && last.Result.ExitCode == 1, last.Result.Output);
        foreach (var table in new[] { "grades.csv", "grades.json", "nbgrader.csv" })
            Assert.Equal(File.ReadAllText(PathOf("whole", table)), File.ReadAllText(PathOf("killed", table)));
        Assert.Equal(1, GradesJson.Read(PathOf("whole", "grades.json")).Count(grade => grade.State == GradeState.NotRead));
    }

    private GradeProcess Start(string output) => new(typeof(Repository).Assembly.Location, PathOf("in"), "--out", PathOf(output), "--jobs", "1");

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}
