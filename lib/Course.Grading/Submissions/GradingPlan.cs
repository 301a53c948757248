using Course.Notebooks;

namespace Course.Grading;

/// <summary>A submission made whole: what is run, in which order, and what is marked.</summary>
/// <param name="Cells">
/// The lesson's cells in the order of the source, whatever the student did to it; what the student added stands where it stood among them.
/// Text that nobody marks is left out.
/// </param>
/// <param name="Remarks">What was mended, in words for the student and the instructor: a restored cell, a copied one, a changed type.</param>
public sealed record GradingPlan(IReadOnlyList<PlannedCell> Cells, IReadOnlyList<string> Remarks)
{
    /// <summary>
    /// Puts the lesson's locked cells and checks, hidden ones too, back into what a student handed in, finds the student's answers
    /// also where cells were copied, moved, retyped or lost their metadata, and trusts what is the instructor's to the letter.
    /// </summary>
    /// <param name="source">The lesson, with solutions.</param>
    /// <param name="submission">What was handed in; null for the lesson itself with its solutions.</param>
    /// <exception cref="AuthoringException">The lesson's marks or metadata are wrong.</exception>
    public static GradingPlan Restore(LessonSource source, NotebookDocument? submission)
    {
        ArgumentNullException.ThrowIfNull(source);
        var lesson = SourceCell.Of(source);
        return submission is null
            ? new([.. lesson.Where(cell => cell.IsPlanned).Select(cell => cell.Planned(cell.Text, isTrusted: true))], [])
            : new Restoration(source.Name, lesson, StudentCell.Of(submission)).Plan();
    }
}
