namespace Course.Notebooks;

/// <summary>A cell asks the person at the notebook for a line of text.</summary>
/// <param name="Prompt">What to ask; may be empty.</param>
/// <param name="IsPassword">Whether what is typed must not be seen.</param>
public sealed record InputRequest(string Prompt, bool IsPassword);
