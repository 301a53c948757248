namespace Course.Grading.Tests.Marking;

public sealed class ShardTests
{
    [Fact]
    public void The_shares_of_a_class_have_each_student_once_and_are_about_equal()
    {
        var students = Enumerable.Range(1, 600).Select(number => $"student-{number}").ToList();
        var shares = Enumerable.Range(1, 4).Select(number => students.Where(new Shard(number, 4).Has).ToList()).ToList();
        Assert.Equal(students.Order(), shares.SelectMany(share => share).Order());
        Assert.All(shares, share => Assert.InRange(share.Count, 110, 190));
    }

    [Fact]
    public void A_student_s_share_is_the_same_on_every_machine() =>
        Assert.Equal([3, 2, 2], new[] { "ada", "émile", "张伟" }.Select(student => Enumerable.Range(1, 3).Single(number => new Shard(number, 3).Has(student))));

    [Fact]
    public void A_share_is_written_as_it_is_read() => Assert.Equal("2/8", Shard.Parse("2/8").ToString());

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/")]
    [InlineData("-1/3")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("99999999999/2")]
    public void What_is_no_share_is_told(string text) =>
        Assert.Contains($"'{text}' is no share. Write which one of how many, counted from 1", Assert.Throws<GradingException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);
}
