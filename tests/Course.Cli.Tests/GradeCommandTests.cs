using System.Diagnostics;
using Course.Cli.Commands;
using Course.Grading;

namespace Course.Cli.Tests;

/// <summary>What <c>course grade</c> says before it grades anything, and what <c>course grade merge</c> writes.</summary>
public sealed class GradeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("There is no 'nothing'. Name the folder, or the zip, that holds the submissions.", "nothing", "--out", "o")]
    [InlineData("Submissions and results have the same folder. Give --out another one", ".", "--out", "./")]
    [InlineData("'9/3' is no share.", ".", "--out", "o", "--shard", "9/3")]
    [InlineData("A share has raw results only: give --late, --deadline and --marks to './course grade merge'.", ".", "--out", "o", "--shard", "1/2", "--deadline", "2026-11-21T23:59")]
    [InlineData("--late needs a --deadline", ".", "--out", "o", "--late", "10% per day")]
    [InlineData("'tomorrow' is neither a time, such as 2026-11-21T23:59", ".", "--out", "o", "--deadline", "tomorrow")]
    [InlineData("'ten percent' in the rule for late submissions is not understood.", ".", "--out", "o", "--late", "ten percent", "--deadline", "2026-11-21T23:59")]
    [InlineData("--jobs is 0; it must be from 1 to 1000.", ".", "--out", "o", "--jobs", "0")]
    [InlineData("Option '--out' is required.", ".")]
    [InlineData("marks.csv, line 2: 'good' is not a number of points.", ".", "--out", "o", "--marks", "marks.csv")]
    [InlineData("has no grades.json: it is no output folder of ./course grade", "merge", ".", "--out", "o")]
    public void What_is_wrong_is_told_before_anything_is_graded(string told, params string[] arguments)
    {
        File.WriteAllText(PathOf("marks.csv"), "student,lesson,grade_id,mark\nada,06-momentum,essay,good\n");
        var (exitCode, output) = Grade(arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("o")));
    }

    [Fact]
    public void Shares_are_merged_with_penalties_and_marks()
    {
        Share("a", "1/2", "ada");
        Share("b", "2/2", "bob");
        File.WriteAllText(PathOf("marks.csv"), "student,lesson,grade_id,mark\nada,06-momentum,essay,2\n");
        string[] rules = ["--late", "50% per day", "--deadline", "2026-11-21T00:00Z", "--marks", "marks.csv"];
        var (exitCode, output) = Grade(["merge", "a", "b", "--out", "all", .. rules]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("Late: 50% of a submission's points for each day begun after the deadline.", output, StringComparison.Ordinal);
        Assert.Contains("1 answer is to be marked by hand", output, StringComparison.Ordinal);
        Assert.Equal([("ada", 2.5), ("bob", 1.5)], GradesJson.Read(PathOf("all", "grades.json")).Select(grade => (grade.Student, grade.Final)));

        (exitCode, output) = Grade(["merge", "a", "--out", "all", .. rules]);
        Assert.Equal(1, exitCode);
        Assert.Contains("share 2/2 is missing.", output, StringComparison.Ordinal);
    }

    private void Share(string name, string shard, string student)
    {
        CellGrade[] cells = [new("check-1", 3, 3, GradeStatus.Passed, []), new("essay", 4, null, GradeStatus.Manual, [])];
        var graded = new GradedSubmission(
            new SubmissionEntry(student, student, "06-momentum", $"/handed-in/{student}.ipynb", new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), false),
            "key", GradeState.Graded, new SubmissionResult(student, "06-momentum", cells, []), new Dictionary<string, string> { ["essay"] = "because" });
        Export.Write(PathOf(name), [graded], null, null, null, []);
        Merge.Sign(PathOf(name), Shard.Parse(shard));
    }

    private (int ExitCode, string Output) Grade(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CourseCommand).Assembly.Location, "grade", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}
