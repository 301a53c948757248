namespace Course.Cli;

/// <summary>A failure whose message tells a person what to do; it is shown without a stack trace.</summary>
internal sealed class CourseException(string message) : Exception(message);
