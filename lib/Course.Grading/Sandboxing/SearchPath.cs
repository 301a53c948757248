namespace Course.Grading;

/// <summary>Where programs are looked for.</summary>
internal static class SearchPath
{
    /// <returns>A program's full path; null where there is none of that name.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
