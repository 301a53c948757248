namespace Course.Grading;

/// <summary>How one check of a cell ended; a check is a call of <c>Check</c> in the cell's text, however often it is made.</summary>
/// <param name="Line">The line of the cell in which the call stands, from 1.</param>
/// <param name="Hidden">Whether it stands in a region of hidden tests.</param>
/// <param name="Status">How it ended.</param>
/// <param name="About">What is checked, in words; of a check that was not reached what its text says.</param>
/// <param name="Message">What was expected, what came, and a hint; null where it did not fail.</param>
/// <param name="Points">Of a <c>Check.Part</c> its points; null for all else.</param>
public sealed record CheckOutcome(int Line, bool Hidden, CheckStatus Status, string About, string? Message = null, double? Points = null);
