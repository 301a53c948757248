namespace Course.Notebooks;

/// <summary>A file is not a notebook that can be read; the message says where, what was expected and what to do.</summary>
public sealed class NotebookFormatException(string message, Exception? innerException = null)
    : Exception(message, innerException);
