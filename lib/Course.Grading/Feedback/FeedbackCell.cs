using System.Globalization;
using System.Text;
using Course.Notebooks.Pages;

namespace Course.Grading;

/// <summary>One exercise on a page of feedback: its points, each check, and what the answer printed.</summary>
internal static class FeedbackCell
{
    public static void Write(StringBuilder html, string title, CellGrade grade, bool afterDeadline)
    {
        var shown = SaidOnce.Of(afterDeadline ? grade : Disclosure.BeforeDeadline(grade));
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"exercise{(grade.Score < grade.Points ? " short" : "")}\">\n<h3>{SafeText.Line(title)}</h3>\n<p class=\"points\">{PointsOf(grade)}</p>\n");
        var kind = grade.Status == GradeStatus.Manual ? "summary" : "summary message";
        if (Summary(shown) is { } summary) html.Append(CultureInfo.InvariantCulture, $"<p class=\"{kind}\">{SafeText.Line(summary)}</p>\n");
        WriteChecks(html, shown.Checks.Where(check => !check.Hidden));
        WriteHidden(html, grade, afterDeadline);
        if (!string.IsNullOrWhiteSpace(shown.Output))
        {
            html.Append("<details class=\"output\" open><summary>What it printed</summary>")
                .Append(CultureInfo.InvariantCulture, $"<pre class=\"code\" tabindex=\"0\">{SafeText.Printed(shown.Output.TrimEnd())}</pre></details>\n");
        }

        html.Append("</section>\n");
    }

    private static string PointsOf(CellGrade grade) => grade.Score is { } score ? PointText.Of(score, grade.Points) : $"{PointText.Of(grade.Points)}, not marked yet";

    /// <summary>What happened to the cell as a whole; null where its checks say all.</summary>
    private static string? Summary(CellGrade grade) => grade.Status switch
    {
        GradeStatus.Manual => grade.Message ?? (grade.Score is null ? "A person marks this." : "A person marked this."),
        GradeStatus.Passed or GradeStatus.Partial => null,
        GradeStatus.Failed => grade.Message,
        GradeStatus.Refused => grade.Message ?? "Your answer was not run.",
        GradeStatus.TimedOut => grade.Message ?? "It took longer than it may.",
        GradeStatus.Died => grade.Message ?? "It ended the program that ran it.",
        _ => grade.Message ?? "It was not run.",
    };

    private static void WriteHidden(StringBuilder html, CellGrade grade, bool afterDeadline)
    {
        var hidden = Disclosure.Hidden(grade);
        if (hidden.Count == 0) return;
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"hidden\">{hidden}{(afterDeadline ? "" : " What they check is told after the deadline.")}</p>\n");
        if (afterDeadline) WriteChecks(html, grade.Checks.Where(check => check.Hidden));
    }

    private static void WriteChecks(StringBuilder html, IEnumerable<CheckOutcome> checks)
    {
        var list = checks.ToList();
        if (list.Count == 0) return;
        html.Append("<ul class=\"checks\">\n");
        foreach (var check in list)
        {
            var (kind, mark, word) = check.Status switch
            {
                CheckStatus.Passed => ("passed", "✓", "passed"),
                CheckStatus.Failed => ("failed", "✗", "failed"),
                _ => ("missed", "–", "not reached"),
            };
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"{kind}\"><span class=\"mark\" aria-hidden=\"true\">{mark}</span>")
                .Append(CultureInfo.InvariantCulture, $"<div>{SafeText.Line(check.About)} <span class=\"how\">{word}");
            if (check.Points is { } points) html.Append(CultureInfo.InvariantCulture, $", {PointText.Of(check.Status == CheckStatus.Passed ? points : 0, points)}");
            html.Append("</span>");
            if (check.Message is { } message && message != check.About) html.Append(CultureInfo.InvariantCulture, $"<p class=\"message\">{SafeText.Line(message)}</p>");
            html.Append("</div></li>\n");
        }

        html.Append("</ul>\n");
    }
}
