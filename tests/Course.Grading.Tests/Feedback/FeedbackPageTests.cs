using Course.Notebooks;
using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Feedback;

public sealed class FeedbackPageTests
{
    private static readonly ExerciseTitles _noTitles = new([]);

    [Fact]
    public void Each_check_is_there_with_how_it_ended_its_message_and_what_the_answer_printed()
    {
        var html = Page(Grade("ada", new CellGrade(
            "check-1", 4, 1.5, GradeStatus.Partial,
            [Passed("the sign", points: 1.5), Failed("momentum", "w: expected 1, got 2. Mind β.", points: 2.5), NotReached("the limit")], null, "loss 0.25")));
        AssertInOrder(html,
            "Feedback for", "ada", "1.5 of 4 points", "check-1", "1.5 of 4 points", "✓", "the sign", "passed, 1.5 of 1.5 points", "✗", "momentum", "failed, 0 of 2.5 points",
            "w: expected 1, got 2. Mind β.", "–", "the limit", "not reached", "What it printed", "loss 0.25");
    }

    [Fact]
    public void Only_after_the_deadline_it_says_what_hidden_checks_were_about()
    {
        var before = Page(Grade("ada", FailedHidden));
        Assert.DoesNotContain("(−1, 7)", before, StringComparison.Ordinal);
        Assert.DoesNotContain("expected 2", before, StringComparison.Ordinal);
        AssertInOrder(before, "the sign", "Hidden checks: 1 of 3 held, 1 was not reached. What they check is told after the deadline.", "printed by the answer");

        var after = FeedbackPage.ToHtml([Grade("ada", FailedHidden)], _noTitles, afterDeadline: true);
        AssertInOrder(after, "the sign", "Hidden checks: 1 of 3 held", "twice the " + Secret, Secret, "expected 2, got 3.", "thrice " + Secret, "not reached");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\"><img src=x onerror=alert(1)>", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("</style></bdi><style>*{display:none}", "&lt;/style&gt;&lt;/bdi&gt;&lt;style&gt;*{display:none}")]
    [InlineData("a\0b\u0085c", "a␀b\uFFFDc")]
    public void Text_of_others_is_shown_as_it_is_and_does_nothing(string text, string shown)
    {
        var html = FeedbackPage.ToHtml(
            [Grade("ada", text, text, [text], new CellGrade(text, 1, 0, GradeStatus.Failed, [Passed(text), Failed(text, "no: " + text), Failed(text, text, hidden: true)], "why: " + text, text))],
            _noTitles, afterDeadline: true);
        Assert.DoesNotContain(text, html, StringComparison.Ordinal);
        Assert.Equal(11, html.Split(shown).Length - 1); // title, name, lesson, remark, exercise, why, three checks, message, output
    }

    [Fact]
    public void Marks_that_turn_the_direction_of_writing_end_with_the_text_that_holds_them()
    {
        var html = Page(Grade("ada", "Ada\u202Etxt.exe", "06", ["\u202Eremark"], new CellGrade("check-1", 1, 0, GradeStatus.Failed, [Failed("\u202Ew", "\u202Eno")])));
        foreach (var text in new[] { "Ada\u202Etxt.exe", "\u202Eremark", "\u202Ew", "\u202Eno" })
            Assert.Contains($"<bdi>{text}</bdi>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_of_a_terminal_stay_and_what_was_written_over_is_gone()
    {
        var html = Page(Grade("ada", new CellGrade("check-1", 1, 1, GradeStatus.Passed, [], null, "10 %\r90 %\n\u001b[31mred\u001b[0m <b>")));
        Assert.Contains("90 %\n<span class=\"ansi-1\">red</span> &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("10 %", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_no_file_runs_no_script_and_forbids_both()
    {
        var html = Page(Grade("ada", FailedHidden));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_submission_says_what_being_late_cost_and_a_marked_one_what_is_still_to_come()
    {
        var late = Grade("ada", new CellGrade("check-1", 10, 8, GradeStatus.Partial, []), new CellGrade("essay", 5, null, GradeStatus.Manual, [])) with { Late = TimeSpan.FromHours(26.5), PenaltyRate = 0.25 };
        AssertInOrder(Page(late), "6 of 15 points", "so far: a person marks the rest", "It came 1 d 2 h late. 8 points were earned, and coming late costs 2 of them (25%).", "5 points, not marked yet", "A person marks this.");
    }

    [Fact]
    public void A_message_stands_once_at_the_check_that_failed_and_what_no_check_says_above_them()
    {
        var html = Page(Grade("ada", new CellGrade(
            "check-1", 4, 0, GradeStatus.Failed, [Failed("momentum", "w: expected 1, got 2.", points: 2), Failed("w", "w: expected 1, got 2.")],
            "w: expected 1, got 2.\nA hidden check failed.")));
        AssertInOrder(html, "0 of 4 points", "A hidden check failed.", "momentum", "failed, 0 of 2 points", "w: expected 1, got 2.");
        Assert.Single(html.Split("w: expected 1, got 2.")[1..]);
    }

    [Fact]
    public void Why_a_submission_cannot_be_read_is_said_once()
    {
        const string problem = "It is no notebook.";
        var grade = Grade("ada", "ada", "06-momentum", [problem], new CellGrade("check-1", 3, 0, GradeStatus.Refused, [], problem));
        Assert.Single(Page(grade with { Submission = grade.Submission with { State = GradeState.NotRead, Problem = problem } }).Split(problem)[1..]);
    }

    [Fact]
    public void All_lessons_of_a_student_stand_on_one_page_and_no_one_elses()
    {
        var html = Page(Grade("ada", FailedHidden), Grade("ada", "ada", "07-adaptive-methods", [], FailedHidden));
        AssertInOrder(html, "All lessons", "06-momentum", "07-adaptive-methods", "<h2 id=\"lesson-0\"", "<h2 id=\"lesson-1\"");
        Assert.Throws<ArgumentException>(() => Page(Grade("ada", FailedHidden), Grade("bob", FailedHidden)));
        Assert.Throws<ArgumentException>(() => Page());
    }

    [Fact]
    public void Exercises_are_called_as_in_the_lesson_without_their_points()
    {
        var notebook = NotebookDocument.Parse("""
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": ".net-csharp", "language": "C#"}}, "cells": [
            {"id": "a", "cell_type": "markdown", "metadata": {}, "source": "# Momentum"},
            {"id": "b", "cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "exercise-1-text"}}, "source": "### Exercise 1 · A rate (3 points)\ntext"},
            {"id": "c", "cell_type": "code", "execution_count": null, "outputs": [], "metadata": {"nbgrader": {"grade_id": "check-1"}}, "source": ""}]}
            """);
        var titles = new ExerciseTitles([new LessonSource("06-momentum", notebook, ".")]);
        Assert.Equal(("Momentum", "Exercise 1 · A rate", "check-2", "07"), (titles.Of("06-momentum"), titles.Of("06-momentum", "check-1"), titles.Of("06-momentum", "check-2"), titles.Of("07")));
    }

    private static string Page(params FinalGrade[] grades) => FeedbackPage.ToHtml(grades, _noTitles, afterDeadline: false);

    private static void AssertInOrder(string html, params string[] texts)
    {
        var place = html.IndexOf("<body", StringComparison.Ordinal);
        foreach (var text in texts)
        {
            var next = html.IndexOf(text, place, StringComparison.Ordinal);
            Assert.True(next >= 0, $"'{text}' is not there, or not in its place.");
            place = next + text.Length;
        }
    }
}
