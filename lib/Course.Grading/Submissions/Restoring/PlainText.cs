namespace Course.Grading;

/// <summary>Text without what editors change by themselves.</summary>
internal static class PlainText
{
    /// <summary>The text with <c>\n</c> for every line end and without a byte order mark.</summary>
    public static string Of(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>What is compared to tell whether two texts are the same to the letter: without blanks at line ends, and blank lines around.</summary>
    public static string Letters(string text) => string.Join('\n', Of(text).Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
