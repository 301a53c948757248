namespace Course.Grading;

/// <summary>A lesson of a release.</summary>
/// <param name="Lesson">Its name.</param>
/// <param name="Points">The points that it can give.</param>
/// <param name="Exercises">Its cells that give points, in order.</param>
/// <param name="Files">Its notebook, and the files that the notebook shows.</param>
public sealed record ReleasedLesson(string Lesson, double Points, IReadOnlyList<GradedCell> Exercises, IReadOnlyList<ReleasedFile> Files);
