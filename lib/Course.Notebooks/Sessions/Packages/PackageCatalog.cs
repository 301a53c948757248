using System.Xml;

namespace Course.Notebooks;

/// <summary>The packages in the machine's package folder, which need no network.</summary>
internal static class PackageCatalog
{
    /// <summary>The machine's package folder.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Ids that start with a name, or the versions of a package, the newest first.</summary>
    public static IEnumerable<CompletionItem> Complete(string name, string? version)
    {
        if (!Directory.Exists(Folder))
            return [];
        var found = version is null
            ? Directory.EnumerateDirectories(Folder, name.ToLowerInvariant() + "*").Order(StringComparer.Ordinal).Select(Id)
            : Versions(name).Select(folder => folder.Name).Where(number => number.StartsWith(version, StringComparison.OrdinalIgnoreCase));
        return found.Select(text => new CompletionItem(text, "package"));
    }

    /// <summary>The newest released version of a package; null where there is none.</summary>
    public static string? Newest(string name) =>
        Versions(name).Select(folder => folder.Name).FirstOrDefault(version => Version.TryParse(version, out _));

    /// <summary>A package's folders by version, the newest first, those that are no release last.</summary>
    private static IEnumerable<DirectoryInfo> Versions(string name)
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, name.ToLowerInvariant()));
        return !folder.Exists ? [] : folder.EnumerateDirectories()
            .OrderByDescending(version => Version.TryParse(version.Name, out var number) ? number : null)
            .ThenByDescending(version => version.Name, StringComparer.Ordinal);
    }

    /// <summary>A package's name as its author writes it; the folders are in small letters.</summary>
    private static string Id(string folder)
    {
        var name = Path.GetFileName(folder);
        var description = Directory.EnumerateFiles(folder, name + ".nuspec", SearchOption.AllDirectories).FirstOrDefault();
        try
        {
            using var reader = XmlReader.Create(description ?? "", new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
            return reader.ReadToFollowing("id") ? reader.ReadElementContentAsString().Trim() : name;
        }
        catch (Exception error) when (error is XmlException or IOException or ArgumentException)
        {
            return name;
        }
    }
}
