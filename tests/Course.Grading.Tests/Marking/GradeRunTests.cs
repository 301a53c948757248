using System.Diagnostics;

namespace Course.Grading.Tests.Marking;

/// <summary>The run, with processes that act as workers (<see cref="ActingWorker"/>).</summary>
public sealed class GradeRunTests : IDisposable
{
    private const string Small = """
        {"cells": [
          {"cell_type": "code", "id": "a", "source": "// BEGIN SOLUTION\nint x = 1;\n// END SOLUTION", "outputs": [], "execution_count": null, "metadata": {"nbgrader":
            {"schema_version": 3, "grade": false, "solution": true, "locked": false, "task": false, "grade_id": "exercise-1", "cell_type": "code"}}},
          {"cell_type": "code", "id": "b", "source": "_ = x;", "outputs": [], "execution_count": null, "metadata": {"nbgrader":
            {"schema_version": 3, "grade": true, "solution": false, "locked": true, "task": false, "grade_id": "check-1", "cell_type": "code", "points": 3}}},
          {"cell_type": "markdown", "id": "c", "source": "Why?", "metadata": {"nbgrader":
            {"schema_version": 3, "grade": true, "solution": true, "locked": false, "task": false, "grade_id": "essay", "cell_type": "markdown", "points": 4}}}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");
    private readonly LessonSource _lesson;

    public GradeRunTests()
    {
        File.WriteAllText(PathOf("small.ipynb"), Small);
        _lesson = LessonSource.Load(PathOf("small.ipynb"));
    }

    private string Log => PathOf("log");

    private GradeRunOptions Options => new()
    {
        Folder = PathOf("out"),
        WorkerCommand = ["dotnet", typeof(GradeRunTests).Assembly.Location, "acting-worker", Log],
        Kit = "1",
        Jobs = 1,
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_submission_gets_a_result_whatever_becomes_of_its_worker()
    {
        var results = await RunAsync(Options with { Jobs = 2 }, "ada", "dies", "unreadable", "babbles", "eve");
        Assert.Equal([GradeState.Graded, GradeState.NotGraded, GradeState.NotRead, GradeState.NotGraded, GradeState.Graded], results.Select(one => one.State));
        Assert.Equal([3, 3, 0, 0, 3], results.Select(one => one.Result.Score)); // what was streamed before a death counts
        Assert.All(results, one => Assert.Equal(["check-1", "essay"], one.Result.Cells.Select(cell => cell.GradeId)));
        Assert.Contains("did not get through this submission: it ended with exit code 3. Out of memory.", results[1].Problem, StringComparison.Ordinal);
        Assert.Equal("Your file is empty.", results[2].Problem);
        Assert.Equal("because", results[0].Answers["essay"]);
    }

    [Fact]
    public async Task What_dies_is_tried_once_more_in_a_fresh_worker()
    {
        var results = await RunAsync(Options, "ada", "tired", "dies");
        Assert.Equal([GradeState.Graded, GradeState.Graded, GradeState.NotGraded], results.Select(one => one.State));
        Assert.Equal(["ada", "tired", "tired", "dies", "dies"], Started());
    }

    [Fact]
    public async Task A_submission_that_takes_too_long_keeps_what_it_has_and_the_run_goes_on()
    {
        var results = await RunAsync(Options with { Limit = TimeSpan.FromSeconds(1.5) }, "hangs", "eve");
        Assert.Equal([GradeState.NotGraded, GradeState.Graded], results.Select(one => one.State));
        Assert.Equal(3, results[0].Result.Score);
        Assert.Contains("it took longer than it may", results[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_new_or_has_changed_is_graded_again()
    {
        await RunAsync(Options, "ada", "bob", "unreadable", "dies");
        Assert.Equal(["ada", "bob", "unreadable", "dies", "dies"], Restarted());

        File.WriteAllText(PathOf("bob.ipynb"), "another answer");
        File.WriteAllText(ResultFile.PathOf(Options.Folder, "small", "ada") + ".tmp", "half a resu");
        var results = await RunAsync(Options, "ada", "bob", "unreadable", "dies", "eve");
        Assert.Equal(["bob", "dies", "dies", "eve"], Restarted());
        Assert.Equal([GradeState.Graded, GradeState.Graded, GradeState.NotRead, GradeState.NotGraded, GradeState.Graded], results.Select(one => one.State));
        Assert.Empty(Directory.EnumerateFiles(ResultFile.Folder(Options.Folder), "*.tmp", SearchOption.AllDirectories));

        File.WriteAllText(ResultFile.PathOf(Options.Folder, "small", "ada"), "{ \"entry\": half a resu");
        await RunAsync(Options, "ada", "bob");
        Assert.Equal(["ada"], Restarted());

        await RunAsync(Options with { Kit = "2" }, "ada");
        Assert.Equal(["ada"], Restarted());

        File.WriteAllText(PathOf("small.ipynb"), Small.Replace("_ = x;", "_ = x + 1;", StringComparison.Ordinal));
        await new GradeRun(Options with { Kit = "2" }).RunAsync([Entry("ada")], [LessonSource.Load(PathOf("small.ipynb"))]);
        Assert.Equal(["ada"], Restarted());
    }

    [Fact]
    public async Task A_run_that_is_stopped_ends_in_seconds_with_what_it_has_and_leaves_no_process()
    {
        using var stop = new CancellationTokenSource();
        var run = RunAsync(Options, stop.Token, "ada", "hangs", "eve");
        while (!Started().Contains("hangs"))
            await Task.Delay(20);
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        var results = await run;
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal([GradeState.Graded, GradeState.NotGraded, GradeState.NotGraded], results.Select(one => one.State));
        Assert.Equal(["ada.json"], Directory.EnumerateFiles(Path.Combine(ResultFile.Folder(Options.Folder), "small")).Select(Path.GetFileName));
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain(Directory.EnumerateDirectories("/proc", "?*").Select(CommandLine), line => line.Contains(Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runs_do_not_write_into_one_folder()
    {
        using var stop = new CancellationTokenSource();
        var run = RunAsync(Options, stop.Token, "hangs");
        while (!Started().Contains("hangs"))
            await Task.Delay(20);
        var error = await Assert.ThrowsAsync<GradingException>(() => RunAsync(Options, "ada"));
        Assert.Contains("Another ./course grade writes into", error.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await run;
    }

    [Theory]
    [InlineData("nothing-is-called-this")]
    [InlineData("dotnet", "there-is-no-such.dll")]
    public async Task A_worker_that_does_not_start_ends_the_run_with_the_reason(params string[] command)
    {
        var error = await Assert.ThrowsAsync<GradingException>(() => RunAsync(Options with { WorkerCommand = command }, "ada", "bob"));
        Assert.StartsWith($"The grader's own process '{string.Join(' ', command)}' did not start: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_that_is_broken_ends_the_run_with_the_reason()
    {
        var error = await Assert.ThrowsAsync<GradingException>(() => RunAsync(Options with { Jobs = 2 }, "ada", "broken", "hangs"));
        Assert.Equal("small cannot be graded: Cell 'setup' does not compile.", error.Message);
    }

    [Fact]
    public async Task Progress_counts_each_submission_once()
    {
        var steps = new Steps();
        await new GradeRun(Options).RunAsync([Entry("ada"), Entry("unreadable")], [_lesson], steps);
        await new GradeRun(Options).RunAsync([Entry("ada"), Entry("unreadable"), Entry("eve")], [_lesson], steps);
        Assert.Equal([(0, 0, 0), (1, 0, 0), (2, 0, 1), (2, 2, 1), (3, 2, 1)], steps.Seen.Select(step => (step.Done, step.Kept, step.Problems)));
        Assert.Equal(TimeSpan.Zero, steps.Seen[^1].Left);
        Assert.Null(steps.Seen[0].Left);
    }

    private Task<IReadOnlyList<GradedSubmission>> RunAsync(GradeRunOptions options, params string[] students) => RunAsync(options, CancellationToken.None, students);

    private Task<IReadOnlyList<GradedSubmission>> RunAsync(GradeRunOptions options, CancellationToken cancel, params string[] students) =>
        new GradeRun(options).RunAsync([.. students.Select(Entry)], [_lesson], null, cancel);

    private SubmissionEntry Entry(string student)
    {
        var path = PathOf(student + ".ipynb");
        if (!File.Exists(path))
            File.WriteAllText(path, student);
        return new(student, student, "small", path, null, false);
    }

    private string[] Started() => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string[] Restarted()
    {
        var started = Started();
        File.Delete(Log);
        return started;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended
        }
    }

    private sealed class Steps : IProgress<GradeProgress>
    {
        public List<GradeProgress> Seen { get; } = [];

        public void Report(GradeProgress value) => Seen.Add(value);
    }
}
