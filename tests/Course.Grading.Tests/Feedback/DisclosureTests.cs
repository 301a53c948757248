using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Feedback;

public sealed class DisclosureTests
{
    [Fact]
    public void Before_the_deadline_hidden_checks_are_counted_and_nothing_else_is_said_of_them()
    {
        var shown = Disclosure.BeforeDeadline(FailedHidden);
        Assert.Equal("the sign", Assert.Single(shown.Checks).About);
        Assert.Null(shown.Message);
        Assert.Equal("Hidden checks: 1 of 3 held, 1 was not reached.", Disclosure.Hidden(FailedHidden).ToString());
    }

    [Fact]
    public void What_a_public_check_said_is_shown()
    {
        var grade = new CellGrade("check-1", 3, 0, GradeStatus.Failed, [Failed("w", "w: expected 1, got 2."), NotReached(Secret, hidden: true)], "w: expected 1, got 2.");
        Assert.Equal("w: expected 1, got 2.", Disclosure.BeforeDeadline(grade).Message);
    }

    [Fact]
    public void A_part_that_failed_in_its_hidden_checks_does_not_say_what_they_said()
    {
        var message = $"{Secret}: expected 2, got 3.";
        var hidden = new CellGrade("check-1", 3, 1, GradeStatus.Partial,
            [Failed("momentum", message, points: 2), Passed("w"), Failed(Secret, message, hidden: true), Passed("the rest", points: 1)], message);
        Assert.DoesNotContain(Disclosure.BeforeDeadline(hidden).Checks, check => check.Message is not null);

        var open = hidden with { Checks = [Failed("momentum", "w: no", points: 2), Failed("w", "w: no"), NotReached(Secret, hidden: true)] };
        Assert.Equal(["w: no", "w: no"], Disclosure.BeforeDeadline(open).Checks.Select(check => check.Message));
    }

    [Fact]
    public void Why_an_answer_did_not_run_is_said() =>
        Assert.Equal("why", Disclosure.BeforeDeadline(new CellGrade("check-1", 3, 0, GradeStatus.Died, [NotReached(Secret, hidden: true)], "why")).Message);
}
