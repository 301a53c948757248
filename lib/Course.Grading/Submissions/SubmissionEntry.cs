namespace Course.Grading;

/// <summary>A notebook that was handed in.</summary>
/// <param name="Student">Who handed it in: a safe and unique file name of at most 80 letters, digits and <c>._-@+</c>.</param>
/// <param name="Name">The student as the export calls them, for people; invisible characters are escaped.</param>
/// <param name="Lesson">The lesson's name.</param>
/// <param name="Path">What <c>SubmissionFile.Read</c> takes: a file, or a place in an archive.</param>
/// <param name="Submitted">When it was handed in; null where nothing tells.</param>
/// <param name="Late">Whether the export calls it late.</param>
public sealed record SubmissionEntry(string Student, string Name, string Lesson, string Path, DateTimeOffset? Submitted, bool Late);
