namespace Course.Cli;

/// <summary>What a program printed, and where all of it is kept.</summary>
internal sealed record ShellResult(int ExitCode, IReadOnlyList<string> Lines, string LogFile)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>An error with the lines that tell most, the log's place and what to do.</summary>
    public CourseException Failure(string what, string remedy)
    {
        var telling = Lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("E:", StringComparison.Ordinal)).Distinct().Take(8).ToList();
        if (telling.Count == 0)
            telling = [.. Lines.TakeLast(8)];
        var shown = string.Concat(telling.Select(line => "\n    " + line.Trim()));
        return new CourseException($"{what} failed (exit code {ExitCode}).{shown}\n  The whole log: {Repository.Shown(LogFile)}\n  {remedy}");
    }
}
