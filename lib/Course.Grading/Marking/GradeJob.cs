namespace Course.Grading;

/// <summary>What a worker is to grade.</summary>
/// <param name="Student">The student's key.</param>
/// <param name="Lesson">The lesson's file.</param>
/// <param name="Path">The submission, as <see cref="SubmissionFile.Read"/> takes it.</param>
internal sealed record GradeJob(string Student, string Lesson, string Path);
