namespace Course.Exercises;

/// <summary>An exercise's check found an answer wrong: the message says what was expected, what came, and what to look at.</summary>
/// <param name="message">That text.</param>
public sealed class CheckFailedException(string message) : Exception(message);
