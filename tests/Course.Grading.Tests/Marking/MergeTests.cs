using Course.Grading.Tests.Results;

namespace Course.Grading.Tests.Marking;

public sealed class MergeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Shares_are_joined_in_the_order_of_lessons_and_students()
    {
        string[] shares = [Share("b", new(2, 2), Some.Submission("ada"), Some.Submission("eve", "05-rate")), Share("a", new(1, 2), Some.Submission("bob"))];
        Assert.Equal(["eve", "ada", "bob"], Merge.Read(shares).Select(graded => graded.Entry.Student));
    }

    [Fact]
    public void What_two_shares_agree_on_is_taken_once_and_what_one_did_not_grade_from_the_other()
    {
        string[] shares = [Share("a", null, Some.Submission("ada", state: GradeState.NotGraded), Some.Submission("bob")), Share("b", null, Some.Submission("ada"), Some.Submission("bob"))];
        Assert.Equal([GradeState.Graded, GradeState.Graded], Merge.Read(shares).Select(graded => graded.State));
    }

    [Fact]
    public void Shares_that_differ_on_a_submission_are_told()
    {
        string[] shares = [Share("a", null, Some.Submission("ada")), Share("b", null, Some.Submission("ada", score: 1))];
        Assert.Contains($"ada, 06-momentum: {shares[0]} and {shares[1]} differ.", Assert.Throws<GradingException>(() => Merge.Read(shares)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_share_is_told()
    {
        string[] shares = [Share("a", new(1, 3), Some.Submission("ada")), Share("c", new(3, 3))];
        Assert.Contains("share 2/3 is missing.", Assert.Throws<GradingException>(() => Merge.Read(shares)).Message, StringComparison.Ordinal);
        string[] others = [shares[0], Share("d", new(2, 4))];
        Assert.Contains("parts of different wholes: 1/3, 2/4.", Assert.Throws<GradingException>(() => Merge.Read(others)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_grades_is_told() =>
        Assert.Contains("has no grades.json", Assert.Throws<GradingException>(() => Merge.Read([_folder.FullName])).Message, StringComparison.Ordinal);

    private string Share(string name, Shard? shard, params GradedSubmission[] graded)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        Export.Write(folder, graded, null, null, null, []);
        Merge.Sign(folder, shard);
        return folder;
    }
}
