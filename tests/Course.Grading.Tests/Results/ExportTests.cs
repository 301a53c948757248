using System.Text;
using System.Text.Json;

namespace Course.Grading.Tests.Results;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");
    private readonly List<string> _remarks = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Grades_csv_has_a_row_for_each_student_and_lesson_and_begins_with_a_byte_order_mark()
    {
        Write([Some.Submission("bob", state: GradeState.NotRead), Some.Submission("ada", score: 1.5, submitted: "2026-11-22T10:00+01:00", name: "=Ada, \"the\" first")],
            "10% per day", "2026-11-21T12:00Z");
        var bytes = File.ReadAllBytes(PathOf("grades.csv"));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(
            """
            student,name,lesson,check-1,essay,total,points,submitted,deadline,late,final,status
            ada,"'=Ada, ""the"" first",06-momentum,1.5,,1.5,7,2026-11-22T10:00:00+01:00,2026-11-21T12:00:00+00:00,0.15,1.35,to mark
            bob,bob,06-momentum,3,0,3,7,,2026-11-21T12:00:00+00:00,0,3,not read

            """.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(bytes[3..]));
    }

    [Fact]
    public void Nbgrader_s_columns_are_those_of_its_export()
    {
        Write([Some.Submission("ada", score: 1.5, submitted: "2026-11-22T10:00+01:00"), Some.Submission("bob")], "10% per day", "2026-11-21T12:00Z");
        Assert.Equal(
            "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score\n"
            + "06-momentum,2026-11-21 12:00:00,2026-11-22 09:00:00,ada,,,,1.5,0.15,1.35,7.0\n"
            + "06-momentum,2026-11-21 12:00:00,,bob,,,,3.0,0.0,3.0,7.0\n", File.ReadAllText(PathOf("nbgrader.csv")));
    }

    [Fact]
    public void Grades_json_gives_back_all_that_was_written()
    {
        var grades = Write([Some.Submission("ada", score: 1.5, submitted: "2026-11-22T10:00+01:00"), Some.Submission("张伟", state: GradeState.NotRead)], "10% per day", "2026-11-21T12:00Z");
        var read = GradesJson.Read(PathOf("grades.json"));
        Assert.Equal(JsonSerializer.Serialize(grades), JsonSerializer.Serialize(read));
        Assert.Equal([GradeState.ToMark, GradeState.NotRead], read.Select(grade => grade.State));
        Assert.Equal(1.35, read[0].Final);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"submission": {"entry": {"student": "ada"}}}]""")]
    [InlineData("{\"grades\": []}")]
    [InlineData("no JSON")]
    public void A_file_that_holds_no_grades_is_refused(string text)
    {
        File.WriteAllText(PathOf("grades.json"), text);
        var error = Assert.Throws<GradingException>(() => GradesJson.Read(PathOf("grades.json")));
        Assert.Contains("was not written by ./course grade", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grades_of_other_lessons_stay_and_the_order_is_by_lesson_and_student()
    {
        Write([Some.Submission("bob", "05-rate"), Some.Submission("ada", "05-rate", submitted: "2026-11-21T00:00Z")], "50% per day", "2026-11-20T12:00Z");
        var grades = Write([Some.Submission("bob"), Some.Submission("ada")]);
        Assert.Equal(["05-rate ada 1.5", "05-rate bob 3", "06-momentum ada 3", "06-momentum bob 3"], grades.Select(grade => FormattableString.Invariant($"{grade.Lesson} {grade.Student} {grade.Final}")));
        Assert.Equal(["06-momentum ada 1", "06-momentum bob 3"], Write([Some.Submission("bob"), Some.Submission("ada", score: 1)]).Skip(2).Select(grade => FormattableString.Invariant($"{grade.Lesson} {grade.Student} {grade.Final}")));
    }

    [Fact]
    public void Whose_time_nobody_knows_is_not_late_and_is_named()
    {
        Assert.All(Write([Some.Submission("ada"), Some.Submission("bob", late: true)], "10% per day", "2026-11-20T12:00Z"), grade => Assert.Equal(0, grade.Penalty));
        Assert.Equal(["Of 2 submissions nothing tells when they came, and none of these counts as late: ada, bob.", "Of these, so their file names say, late: bob."], _remarks);
    }

    [Fact]
    public void The_page_to_mark_from_shows_a_student_s_text_as_text()
    {
        Write([Some.Submission("ada", answer: "<script>alert(1)</script>", name: "<b>Ada")]);
        var page = File.ReadAllText(PathOf(ToMark.PageName));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"06-momentum.essay.ada\"", page, StringComparison.Ordinal);
        Assert.Contains("to-mark.html#06-momentum.essay.ada", File.ReadAllText(PathOf(ToMark.TableName)), StringComparison.Ordinal);
    }

    private IReadOnlyList<FinalGrade> Write(IReadOnlyList<GradedSubmission> graded, string? rule = null, string? deadline = null) => Export.Write(
        _folder.FullName, graded, rule is null ? null : LatePenalty.Parse(rule), deadline is null ? null : Deadlines.Parse(deadline), null, _remarks);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
