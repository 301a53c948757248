namespace Course.Grading;

/// <summary>What a student is told of his or her own notebook before it is handed in: the public checks, and no more.</summary>
public sealed class ValidationReport
{
    /// <summary>Reads a result.</summary>
    /// <param name="result">What the notebook came to with the public checks alone.</param>
    /// <param name="titles">What the exercises are called.</param>
    public ValidationReport(SubmissionResult result, ExerciseTitles titles)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(titles);
        var lines = new List<string>();
        foreach (var remark in result.Remarks) lines.Add(Indented("! ", remark));
        foreach (var cell in result.Cells)
        {
            var title = titles.Of(result.Lesson, cell.GradeId);
            if (cell.Status == GradeStatus.Manual)
            {
                lines.Add($"• {title}: a person marks this");
                continue;
            }

            var unsaid = cell.Status == GradeStatus.Passed || cell.Checks.Any(check => check.Status == CheckStatus.Failed) ? null : cell.Message ?? "It did not run to its end.";
            var held = cell.Checks.Count(check => check.Status == CheckStatus.Passed);
            // That the cell came to its end is checked too, where nothing else says that it did not.
            var all = cell.Checks.Count == 0 || (unsaid is not null && held == cell.Checks.Count) ? cell.Checks.Count + 1 : cell.Checks.Count;
            Passed += cell.Checks.Count == 0 && unsaid is null ? 1 : held;
            All += all;
            lines.Add($"{(cell.Status == GradeStatus.Passed ? "✓" : "✗")} {title}");
            if (unsaid is not null) lines.Add("    " + Indented("", unsaid, 4));
            lines.AddRange(SaidOnce.Of(cell).Checks.Select(check => "    " + InWords(check)));
        }

        Lines = lines;
    }

    /// <summary>What to print, but for the last line.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>How many public checks held.</summary>
    public int Passed { get; }

    /// <summary>How many public checks there are.</summary>
    public int All { get; }

    /// <summary>The last line: it never says that all is well, since there are checks that are not shown.</summary>
    public string LastLine => $"public checks passed: {Passed} of {All}";

    private static string InWords(CheckOutcome check) => check.Status switch
    {
        CheckStatus.Passed => $"✓ {check.About}",
        CheckStatus.NotReached => $"– {check.About} (not reached)",
        _ => Indented("✗ ", check.Message ?? check.About, 4),
    };

    /// <summary>A text with a mark, its further lines below its first.</summary>
    private static string Indented(string mark, string text, int indent = 0) =>
        mark + text.ReplaceLineEndings("\n").TrimEnd().Replace("\n", "\n" + new string(' ', indent + mark.Length), StringComparison.Ordinal);
}
