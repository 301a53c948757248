namespace Course.Grading;

/// <summary>A line of a cell with calls of <c>Check</c>.</summary>
/// <param name="Line">The line, from 1: that of the call's opening bracket, as the compiler tells it to the call.</param>
/// <param name="IsHidden">Whether it stands among the hidden tests.</param>
/// <param name="HoldsHidden">Whether hidden tests stand within it: in a part that is not hidden itself.</param>
/// <param name="IsPart">Whether it is a <c>Check.Part</c>.</param>
/// <param name="Points">Of a part its points, where they are a number in the text.</param>
/// <param name="About">What is checked, as far as the text says it.</param>
internal sealed record CheckSite(int Line, bool IsHidden, bool HoldsHidden, bool IsPart, double? Points, string About);
