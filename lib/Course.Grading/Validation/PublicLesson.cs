using Course.Notebooks;

namespace Course.Grading;

/// <summary>A lesson with the checks that students have, and no others.</summary>
public static class PublicLesson
{
    /// <summary>A lesson without its hidden tests; its solutions stay, as what the checks go with.</summary>
    /// <param name="lesson">The lesson, as it was written or as it was released.</param>
    /// <exception cref="AuthoringException">The marks of a region are wrong.</exception>
    public static LessonSource Of(LessonSource lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return lesson with { Document = Of(lesson.Document) };
    }

    /// <inheritdoc cref="Of(LessonSource)"/>
    /// <param name="notebook">A notebook: a lesson, or a copy of one.</param>
    /// <returns>A copy; the notebook is not changed.</returns>
    public static NotebookDocument Of(NotebookDocument notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var copy = NotebookDocument.Parse(notebook.ToJson());
        foreach (var cell in copy.Cells)
        {
            if (Regions.Of(cell).Where(region => region.Kind == RegionKind.HiddenTests).ToList() is { Count: > 0 } hidden)
                cell.Source = Regions.Without(cell.Source, hidden);
        }

        return copy;
    }
}
