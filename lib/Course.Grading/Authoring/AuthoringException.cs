namespace Course.Grading;

/// <summary>What an author wrote or asked for cannot be released as it is; the message says where, and what to do.</summary>
public sealed class AuthoringException : Exception
{
    /// <summary>About no cell in particular.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    public AuthoringException(string message)
        : base(message) => Reason = message;

    internal AuthoringException(string reason, string cell, int? line = null)
        : base($"Cell '{cell}'{(line is null ? "" : $", line {line}")}: {reason}") => (Reason, Line) = (reason, line);

    /// <summary>What is wrong, without the place.</summary>
    internal string Reason { get; }

    /// <summary>The line of the cell, from 1; null where it is the whole cell.</summary>
    internal int? Line { get; }
}
