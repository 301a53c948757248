namespace Course.Grading;

/// <summary>The pages of feedback of a class, one for each student, so that each can be handed out alone.</summary>
public static class FeedbackFolder
{
    /// <summary>Writes <c>feedback/STUDENT.html</c> for each student.</summary>
    /// <param name="folder">The folder that <c>./course grade</c> wrote.</param>
    /// <param name="grades">The grades of all students.</param>
    /// <param name="titles">What lessons and exercises are called.</param>
    /// <param name="afterDeadline">Whether the pages also tell what hidden checks were about.</param>
    /// <returns>The pages' files, by student.</returns>
    /// <exception cref="IOException">A page cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<FinalGrade> grades, ExerciseTitles titles, bool afterDeadline)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(grades);
        var pages = new List<string>();
        foreach (var student in grades.GroupBy(grade => grade.Student).OrderBy(student => student.Key, StringComparer.Ordinal))
        {
            pages.Add(Path.Combine(folder, "feedback", student.Key + ".html"));
            WholeFile.Write(pages[^1], FeedbackPage.ToHtml([.. student.OrderBy(grade => grade.Lesson, StringComparer.Ordinal)], titles, afterDeadline));
        }

        return pages;
    }
}
