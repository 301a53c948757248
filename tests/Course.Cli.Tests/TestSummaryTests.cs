using Course.Cli.Commands;

namespace Course.Cli.Tests;

public sealed class TestSummaryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("summary");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Counts_are_added_over_projects_and_close_the_output()
    {
        Write("one.trx", ("a", "Passed"), ("b", "Passed"));
        Write("two.trx", ("c", "Passed"));
        Assert.Equal((0, "3 passed, 0 failed"), Summarize(exitCode: 0));
    }

    [Fact]
    public void Failed_and_skipped_tests_are_named()
    {
        Write("one.trx", ("good", "Passed"), ("bad", "Failed"), ("absent", "NotExecuted"));
        var (exitCode, last) = Summarize(exitCode: 1);
        Assert.Equal((1, "1 passed, 1 failed, 1 skipped"), (exitCode, last));
        Assert.Contains("FAILED: bad", _output, StringComparison.Ordinal);
        Assert.Contains("skipped: absent", _output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_runner_that_failed_without_a_failed_test_counts_as_a_failure()
    {
        Write("one.trx", ("good", "Passed"));
        Assert.Equal((1, "1 passed, 1 failed"), Summarize(exitCode: 134));
    }

    [Fact]
    public void No_result_at_all_is_a_failure() =>
        Assert.Equal((1, "0 passed, 1 failed"), Summarize(exitCode: 1));

    [Fact]
    public void A_filter_that_no_test_meets_is_a_failure_that_names_it()
    {
        Assert.Equal((1, "0 passed, 1 failed"), Summarize(exitCode: 0, filter: "Sdg"));
        Assert.Contains("'Sdg'", _output, StringComparison.Ordinal);
    }

    private string _output = "";

    private (int ExitCode, string LastLine) Summarize(int exitCode, string? filter = null)
    {
        using var writer = new StringWriter();
        var result = TestCommand.Summarize(_folder.FullName, exitCode, filter, writer);
        _output = writer.ToString();
        return (result, _output.TrimEnd().Split(Environment.NewLine)[^1]);
    }

    private void Write(string name, params (string Test, string Outcome)[] results) =>
        File.WriteAllText(Path.Combine(_folder.FullName, name),
            "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results>"
            + string.Concat(results.Select(result => $"<UnitTestResult testName=\"{result.Test}\" outcome=\"{result.Outcome}\" />"))
            + "</Results></TestRun>");
}
