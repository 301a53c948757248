using Course.Grading.Tests.Results;

namespace Course.Grading.Tests.Marking;

public sealed class ManualMarksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");
    private readonly List<string> _remarks = [];

    private string Table => Path.Combine(_folder.FullName, ToMark.TableName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Marks_written_into_the_table_count_and_stay()
    {
        Assert.All(Export([Some.Submission("ada"), Some.Submission("bob")]), grade => Assert.Equal(GradeState.ToMark, grade.State));
        File.WriteAllText(Table, File.ReadAllText(Table).Replace("ada,ada,06-momentum,essay,4,,", "ada,ada,06-momentum,essay,4,2.5,", StringComparison.Ordinal));
        for (var run = 0; run < 2; run++)
        {
            var grades = Export([Some.Submission("ada"), Some.Submission("bob")]);
            Assert.Equal([(5.5, GradeState.Graded), (3, GradeState.ToMark)], grades.Select(grade => (grade.Final, grade.State)));
        }

        Assert.Equal((7, GradeState.Graded), Export([Some.Submission("ada")], "student;lesson;grade_id;mark\nada;06-momentum;essay;4,0\n") is [var ada] ? (ada.Final, ada.State) : default);
        Assert.Empty(_remarks);
    }

    [Fact]
    public void A_mark_does_not_count_for_an_answer_that_has_changed()
    {
        Export([Some.Submission("ada")], "student,lesson,grade_id,mark\nada,06-momentum,essay,4\n");
        Assert.Equal(GradeState.ToMark, Assert.Single(Export([Some.Submission("ada", answer: "because of that")])).State);
        Assert.Equal(["to-mark.csv, line 2: 'ada' has changed the answer since it was marked. Mark it again."], _remarks);
    }

    [Fact]
    public void A_mark_waits_for_a_submission_that_is_not_graded_yet()
    {
        Export([Some.Submission("ada")], "student,lesson,grade_id,mark\nada,06-momentum,essay,4\n");
        Assert.Equal(GradeState.NotGraded, Assert.Single(Export([Some.Submission("ada", state: GradeState.NotGraded)])).State);
        Assert.Equal(7, Assert.Single(Export([Some.Submission("ada")])).Final);
    }

    [Fact]
    public void Where_nothing_is_to_mark_there_is_no_table()
    {
        Export([Some.Submission("ada")]);
        Assert.True(File.Exists(Table));
        Export([Some.Submission("ada", state: GradeState.NotRead)]);
        Assert.False(File.Exists(Table));
    }

    [Theory]
    [InlineData("bob,06-momentum,essay,1", "marks.csv, line 2: there is no submission of 'bob' for '06-momentum'.")]
    [InlineData("ada,05-rate,essay,1", "marks.csv, line 2: there is no submission of 'ada' for '05-rate'.")]
    [InlineData("ada,06-momentum,poem,1", "marks.csv, line 2: 06-momentum has no cell 'poem'.")]
    [InlineData("ada,06-momentum,check-1,1", "marks.csv, line 2: the cell 'check-1' is graded by its checks, not by hand.")]
    [InlineData("ada,06-momentum,essay,4.5", "marks.csv, line 2: 4.5 is more than the cell's 4 points.")]
    [InlineData("ada,06-momentum,essay,-1", "marks.csv, line 2: '-1' is not a number of points.")]
    [InlineData("ada,06-momentum,essay,NaN", "marks.csv, line 2: 'NaN' is not a number of points.")]
    [InlineData("ada,06-momentum,essay,1e3", "marks.csv, line 2: '1e3' is not a number of points.")]
    [InlineData("ada,06-momentum,essay,good", "marks.csv, line 2: 'good' is not a number of points.")]
    [InlineData("ada,06-momentum,essay,\"1,5\"", "marks.csv, line 2: '1,5' is not a number of points.")]
    [InlineData("ada,06-momentum,essay,1\n,,,\nada,06-momentum,essay,2", "marks.csv, line 4: the same cell has another mark in marks.csv, line 2.")]
    [InlineData("bob,06-momentum,essay,1\nada,06-momentum,essay,9", "line 3: 9 is more than the cell's 4 points.")]
    public void A_wrong_mark_is_told_by_its_line_and_nothing_is_written(string rows, string told)
    {
        var error = Assert.Throws<GradingException>(() => Export([Some.Submission("ada")], "student,lesson,grade_id,mark\n" + rows + "\n"));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(["marks.csv"], _folder.EnumerateFiles().Select(file => file.Name));
    }

    private IReadOnlyList<FinalGrade> Export(IReadOnlyList<GradedSubmission> graded, string? marks = null)
    {
        var path = Path.Combine(_folder.FullName, "marks.csv");
        if (marks is not null)
            File.WriteAllText(path, marks);
        return Grading.Export.Write(_folder.FullName, graded, null, null, marks is null ? null : path, _remarks);
    }
}
