namespace Course.Grading;

/// <summary>A check that was made, as the library told of it.</summary>
/// <param name="File">
/// What the caller's file was compiled as. A test cell is compiled under a name that nobody else knows, so that a check made
/// by the student's own code counts for nothing.
/// </param>
/// <param name="Line">The caller's line, from 1.</param>
/// <param name="Points">The points of a part; null for a check without.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Text">What is checked; of a failed one what was expected, what came, and a hint.</param>
internal sealed record CheckRecord(string File, int Line, double? Points, bool Passed, string Text);
