namespace Course.Grading.Tests.Marking;

public sealed class LatePenaltyTests
{
    [Theory]
    [InlineData("10% per day", "-1:00:00", 0)]
    [InlineData("10% per day", "0:00:00", 0)]
    [InlineData("10% per day", "0:00:01", 0.1)]
    [InlineData("10% per day", "1.00:00:00", 0.1)]
    [InlineData("10% per day", "1.00:00:01", 0.2)]
    [InlineData("10% per day", "30.00:00:00", 1)]
    [InlineData("2.5 % per hour", "3:30:00", 0.1)]
    [InlineData("50% per week", "8.00:00:00", 1)]
    [InlineData("10% per day up to 3 days", "3.00:00:00", 0.3)]
    [InlineData("10% per day up to 3 days", "3.00:00:01", 1)]
    [InlineData("10% per day up to 36 hours", "1.13:00:00", 1)]
    [InlineData("10% per day, at most 25%", "9.00:00:00", 0.25)]
    [InlineData("10% per day up to 2 weeks, at most 25%", "15.00:00:00", 1)]
    [InlineData("10% per day up to 3 days, grace 30 min", "0:30:00", 0)]
    [InlineData("10% per day up to 3 days, grace 30 min", "0:30:01", 0.1)]
    [InlineData("10% per day up to 3 days, grace 30 min", "1.00:30:00", 0.1)]
    [InlineData("10% per day up to 3 days, grace 30 min", "3.00:30:00", 0.3)]
    [InlineData("10% per day, grace 1 hour", "0:59:00", 0)]
    [InlineData("100% per day", "0:00:01", 1)]
    public void A_rule_takes_its_part(string rule, string late, double part) =>
        Assert.Equal(part, LatePenalty.Parse(rule).Of(TimeSpan.Parse(late, System.Globalization.CultureInfo.InvariantCulture)), 12);

    [Theory]
    [InlineData("", "")]
    [InlineData("10 per day", "10 per day")]
    [InlineData("10% per month", "10% per month")]
    [InlineData("0% per day", "0% per day")]
    [InlineData("110% per day", "110% per day")]
    [InlineData("10% per day up to three days", "10% per day up to three days")]
    [InlineData("10% per day, 20% per day", "20% per day")]
    [InlineData("10% per day, grace 1 hour, grace 2 hours", "grace 2 hours")]
    [InlineData("10% per day, and mercy", "and mercy")]
    [InlineData("grace 30 min, 10% per day", "grace 30 min")]
    [InlineData("10% per day,", "")]
    public void What_is_not_understood_is_named(string rule, string part) =>
        Assert.StartsWith($"'{part}' in the rule for late submissions is not understood. Write such as", Assert.Throws<GradingException>(() => LatePenalty.Parse(rule)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10% per day up to 3 days, grace 30 min", "10% of a submission's points for each day begun after the deadline; all points after 3 days; a grace of 30 minutes comes first.")]
    [InlineData("2.5% per hour, at most 50%, grace 1 day", "2.5% of a submission's points for each hour begun after the deadline, at most 50%; a grace of 1 day comes first.")]
    public void A_rule_says_what_it_means(string rule, string words) => Assert.Equal(words, LatePenalty.Parse(rule).ToString());
}
