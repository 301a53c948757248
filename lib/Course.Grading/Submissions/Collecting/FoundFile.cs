namespace Course.Grading;

/// <summary>A file among submissions, on disk or in an archive.</summary>
/// <param name="Path">Its full path, as <see cref="SubmissionFile.Read"/> takes it.</param>
/// <param name="Place">Its path from the folder of submissions; archives count as folders of their name.</param>
/// <param name="Modified">When it was written.</param>
/// <param name="Problem">Why it cannot be opened; null where nothing is known against it.</param>
internal sealed record FoundFile(string Path, IReadOnlyList<string> Place, DateTimeOffset Modified, string? Problem = null)
{
    public string Name => Place[^1];

    /// <summary>The place as it is told to people.</summary>
    public string Shown => VisibleText.Of(string.Join('/', Place));
}
