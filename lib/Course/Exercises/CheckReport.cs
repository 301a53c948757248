using System.Diagnostics;
using System.Globalization;

namespace Course.Exercises;

/// <summary>How a check ended, told to who listens, and in words.</summary>
/// <param name="file">The caller's file.</param>
/// <param name="line">The caller's line.</param>
internal readonly struct CheckReport(string file, int line)
{
    /// <summary>Characters of a message; an answer may be, or throw, a text of any length.</summary>
    private const int Longest = 2000;

    private const int LongestPart = 400;

    /// <summary>Says nothing of what the answer was asked, so that a grader, who knows it by its words, may show it.</summary>
    private const string NotWritten = "The answer is not written yet: it throws NotImplementedException.";

    private static readonly DiagnosticListener _listener = new("Course.Exercises");

    public void Passed(string? what) => Tell(null, true, what);

    /// <summary>Tells that it failed, and gives what to throw.</summary>
    public CheckFailedException Failed(string message)
    {
        message = Bounded(message, Longest);
        Tell(null, false, message);
        return new CheckFailedException(message);
    }

    /// <inheritdoc cref="Failed(string)"/>
    public CheckFailedException Failed(string what, string expected, string came, string hint) =>
        Failed($"{Begin(what)}: expected {expected}, got {came}.{(string.IsNullOrEmpty(hint) ? "" : $" {hint}")}");

    public void PartPassed(double points, string what)
    {
        Tell(points, true, what);
        Console.WriteLine($"✓ {InWords(points)}: {what}");
    }

    public void PartFailed(double points, string what, Exception failure)
    {
        var message = failure switch
        {
            CheckFailedException => MessageOf(failure),
            NotImplementedException => NotWritten,
            _ => $"{failure.GetType().Name}: {MessageOf(failure)}",
        };
        message = Bounded(message, Longest);
        Tell(points, false, message);
        Console.WriteLine($"✗ 0 of {InWords(points)}, {what}: {message}");
    }

    /// <summary>Seven digits, or all where seven look like the other number.</summary>
    public static string Text(double value, double beside)
    {
        var text = value.ToString("G7", CultureInfo.InvariantCulture);
        return text == beside.ToString("G7", CultureInfo.InvariantCulture) ? value.ToString("R", CultureInfo.InvariantCulture) : text;
    }

    public static string Name(Type exception) => $"{("AEIOU".Contains(exception.Name[0]) ? "an" : "a")} {Bounded(exception.Name, LongestPart)}";

    /// <summary>An exception's message, which the answer's own code may make, and which need not come.</summary>
    public static string MessageOf(Exception exception)
    {
        if (exception is CheckFailedException) return exception.Message;
        try
        {
            return Bounded(exception.Message ?? "", LongestPart);
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            return "its message cannot be read";
        }
    }

    private static string InWords(double points) => string.Create(CultureInfo.InvariantCulture, $"{points:0.###} point{(points == 1 ? "" : "s")}");

    /// <summary>A capital at the beginning of a sentence, but w stays w.</summary>
    private static string Begin(string what) =>
        what is { Length: > 1 } && (char.IsLower(what[1]) || what.StartsWith("a ", StringComparison.Ordinal)) ? char.ToUpperInvariant(what[0]) + what[1..] : what;

    /// <summary>The beginning of a long text, without half a character at its end.</summary>
    private static string Bounded(string text, int longest) =>
        text.Length <= longest ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)}…";

    private void Tell(double? points, bool passed, string? text)
    {
        if (_listener.IsEnabled("Check"))
            _listener.Write("Check", (File: file, Line: line, Points: points, Passed: passed, Text: Bounded(text ?? "", Longest)));
    }
}
