namespace Course.Grading;

/// <summary>What was given to the grader is wrong; the message says what, and what to do.</summary>
/// <param name="message">The words.</param>
public sealed class GradingException(string message) : Exception(message);
