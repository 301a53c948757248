namespace Course.Grading;

/// <summary>A submission cannot be read; the message tells the student what was found and what to hand in.</summary>
public sealed class SubmissionException(string message, Exception? innerException = null) : Exception(message, innerException);
