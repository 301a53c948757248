namespace Course.Grading;

/// <summary>A student's submission of a lesson, as it was found; not opened yet.</summary>
/// <param name="Student">
/// The student's key: a safe file name, the same in each run, and no other student's on any file system. Letters and digits, <c>.</c>,
/// <c>_</c>, <c>-</c>, <c>@</c> and <c>+</c>; a name that had to be changed, or that looks like another's, ends with a hash of the whole name.
/// </param>
/// <param name="Name">The student's name as it was exported, with what cannot be seen written out (<c>\u202E</c>): for people.</param>
/// <param name="Lesson">The lesson's name, such as <c>06-momentum</c>.</param>
/// <param name="Path">The file; one in an archive is <c>all.zip/folder/file.ipynb</c>. <see cref="SubmissionFile.Read"/> takes it.</param>
/// <param name="Submitted">When it was handed in; null where the export does not say.</param>
/// <param name="Late">Whether the export marks it as late.</param>
public sealed record SubmissionEntry(string Student, string Name, string Lesson, string Path, DateTimeOffset? Submitted = null, bool Late = false);
