using Course.Cli.Commands;
using Course.Grading;

namespace Course.Cli.Tests;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(0, 300, 0, 0, 0, "• 0 of 300 graded")]
    [InlineData(60, 300, 0, 0, 30, "• 60 of 300 graded, 120 a minute, 2 min left")]
    [InlineData(290, 300, 200, 3, 60, "• 290 of 300 graded (200 in an earlier run), 3 with problems, 90 a minute, 7 s left")]
    [InlineData(100, 100, 100, 0, 1, "• 100 of 100 graded (100 in an earlier run)")]
    [InlineData(10, 2000, 0, 0, 60, "• 10 of 2000 graded, 10 a minute, 3.3 h left")]
    public void It_counts_and_tells_the_rate_and_the_time_left(int done, int total, int kept, int problems, int seconds, string line) =>
        Assert.Equal(line, ProgressLine.Text(new GradeProgress(done, total, kept, problems, TimeSpan.FromSeconds(seconds))));
}
