namespace Course.Grading.Tests.Marking;

public sealed class DeadlinesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("2026-11-21T23:59+01:00", "2026-11-21T22:59:00Z")]
    [InlineData("2026-11-21 23:59:30Z", "2026-11-21T23:59:30Z")]
    public void One_time_is_everyone_s(string text, string time) => Assert.Equal(Utc(time), Deadlines.Parse(text).Of("ada", "06-momentum"));

    [Fact]
    public void A_time_without_its_distance_from_UTC_is_this_machine_s() =>
        Assert.Equal(new DateTimeOffset(new DateTime(2026, 11, 21, 23, 59, 0, DateTimeKind.Local)), Deadlines.Parse("2026-11-21 23:59").Of("ada", "06-momentum"));

    [Fact]
    public void The_most_particular_deadline_counts()
    {
        var deadlines = Deadlines.Parse(Write("student,lesson,deadline\n*,,2026-11-01T12:00Z\n*,06-momentum,2026-11-02T12:00Z\nada,*,2026-11-03T12:00Z\nada,06-momentum,2026-11-04T12:00Z\n"));
        Assert.Equal(
            [Utc("2026-11-04T12:00Z"), Utc("2026-11-03T12:00Z"), Utc("2026-11-02T12:00Z"), Utc("2026-11-01T12:00Z")],
            [deadlines.Of("ada", "06-momentum"), deadlines.Of("ada", "05"), deadlines.Of("bob", "06-momentum"), deadlines.Of("bob", "05")]);
        Assert.Equal(["ada"], deadlines.Students);
        Assert.Null(Deadlines.Parse(Write("student,deadline\nada,2026-11-01T12:00Z\n")).Of("bob", "05"));
    }

    [Theory]
    [InlineData("2026-11-21", "'2026-11-21' is neither a time")]
    [InlineData("tomorrow", "nor a CSV file with the columns student and deadline")]
    public void What_is_neither_a_time_nor_a_file_is_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<GradingException>(() => Deadlines.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("student,deadline\nada,soon\nbob,2026-11-01T12:00Z\nbob,2026-11-02T12:00Z\n", "line 2: 'soon' is no time; write such as 2026-11-21T23:59; line 4: bob has a deadline already")]
    [InlineData("name,deadline\nada,2026-11-01T12:00Z\n", "has no column 'student'")]
    [InlineData("", "has no column 'student'")]
    public void Wrong_lines_of_a_file_are_named(string text, string told) =>
        Assert.Contains(told, Assert.Throws<GradingException>(() => Deadlines.Parse(Write(text))).Message, StringComparison.Ordinal);

    private static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "deadlines.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
