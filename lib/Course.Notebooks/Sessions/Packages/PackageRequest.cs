namespace Course.Notebooks;

/// <summary>A package that a cell asks for by <c>#r "nuget: Name, Version"</c>.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">The version as in a project file, for instance <c>1.2</c> or <c>1.*</c>; null for any.</param>
internal sealed record PackageRequest(string Name, string? Version)
{
    /// <summary>Parses what follows <c>nuget:</c>.</summary>
    public static PackageRequest Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is < 1 or > 2 || !IsName(parts[0]) || (parts.Length == 2 && parts[1].Length == 0))
            throw new PackageException($"'#r \"nuget:{text}\"' names no package. Expected '#r \"nuget: Name, Version\"', or '#r \"nuget: Name\"' for any version.");
        return new PackageRequest(parts[0], parts.Length == 2 ? parts[1] : null);
    }

    public override string ToString() => Version is null ? Name : $"{Name}, {Version}";

    private static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
