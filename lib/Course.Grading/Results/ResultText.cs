using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Grading;

/// <summary>What came of a submission as plain text, for systems that show a text beside the points; nothing of hidden checks but their number.</summary>
internal static class ResultText
{
    /// <summary>Characters of one text: of twenty cells PrairieLearn takes 1 MB, and JSON writes some characters in six bytes.</summary>
    private const int Longest = 8_000;

    /// <summary>Letters of any script stay readable; what HTML gives a meaning is escaped, should a system forget to.</summary>
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    /// <summary>JSON to be written to a file.</summary>
    public static string Json(JsonObject results) => results.ToJsonString(_json) + "\n";

    /// <summary>What is to be said of the whole submission.</summary>
    public static string Notes(FinalGrade grade)
    {
        var notes = new StringBuilder();
        if (grade.Submission.Problem is { } problem) notes.AppendLine(problem);
        if (grade.Penalty > 0) notes.AppendLine(PointText.Penalty(grade));
        if (grade.State == GradeState.ToMark) notes.AppendLine("A person has still to mark a part of it.");
        foreach (var remark in grade.Submission.Result.Remarks.Where(remark => remark != grade.Submission.Problem)) notes.AppendLine(remark);
        return Bounded(notes.ToString());
    }

    /// <summary>A cell's checks, and what the answer printed.</summary>
    public static string Of(CellGrade cell)
    {
        var shown = SaidOnce.Of(Disclosure.BeforeDeadline(cell));
        var text = new StringBuilder();
        if (shown.Message is { } message) text.AppendLine(message);
        foreach (var check in shown.Checks) Append(text, check);
        if (Disclosure.Hidden(cell) is { Count: > 0 } hidden) text.AppendLine(hidden.ToString());
        if (!string.IsNullOrWhiteSpace(shown.Output)) text.AppendLine().AppendLine("What it printed:").Append(shown.Output.TrimEnd());
        return Bounded(text.ToString());
    }

    /// <summary>A line for a check, with its message below it.</summary>
    public static void Append(StringBuilder text, CheckOutcome check)
    {
        text.AppendLine(check.Status switch
        {
            CheckStatus.Passed => $"✓ {check.About}",
            CheckStatus.Failed => $"✗ {check.About}",
            _ => $"– {check.About} (not reached)",
        });
        if (check.Message is { } message && message != check.About) text.Append("  ").AppendLine(message);
    }

    /// <summary>The beginning of a long text.</summary>
    public static string Bounded(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
}
