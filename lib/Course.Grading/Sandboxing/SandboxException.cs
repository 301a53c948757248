namespace Course.Grading;

/// <summary>A process could not be started in a sandbox; the message says why, and what to do.</summary>
public sealed class SandboxException(string message) : Exception(message);
