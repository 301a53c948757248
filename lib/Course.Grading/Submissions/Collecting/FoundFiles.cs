namespace Course.Grading;

/// <summary>All files in a folder and in its archives. Links are not followed, and nothing is unpacked.</summary>
internal static class FoundFiles
{
    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The files of a folder, or of an archive, in the order of their paths.</summary>
    public static IReadOnlyList<FoundFile> In(string path) =>
        [.. (File.Exists(path) ? InArchiveFile(new FileInfo(path), []) : InFolder(new DirectoryInfo(path), []))
            .Where(file => !FileKinds.IsDropping(string.Join('/', file.Place)))
            .OrderBy(file => string.Join('/', file.Place), StringComparer.Ordinal)];

    private static IEnumerable<FoundFile> InFolder(DirectoryInfo folder, string[] place)
    {
        foreach (var item in folder.EnumerateFileSystemInfos("*", _all))
        {
            string[] inner = [.. place, item.Name];
            var found = item switch
            {
                { LinkTarget: not null } => [Found(item, inner, "it is a link to another file")],
                DirectoryInfo below => InFolder(below, inner),
                _ when FileKinds.IsArchive(item.Name) => InArchiveFile((FileInfo)item, inner),
                _ => [Found(item, inner)],
            };
            foreach (var file in found) yield return file;
        }
    }

    private static IReadOnlyList<FoundFile> InArchiveFile(FileInfo file, string[] place)
    {
        try
        {
            using var archive = Archive.Open(file.OpenRead(), VisibleText.Of(file.Name));
            return [.. InArchive(archive, file.FullName, place)];
        }
        catch (Exception error) when (error is SubmissionException or IOException or UnauthorizedAccessException)
        {
            return place.Length == 0 ? throw new SubmissionException(error.Message, error) : [Found(file, place, error.Message)];
        }
    }

    private static IEnumerable<FoundFile> InArchive(Archive archive, string path, string[] place)
    {
        foreach (var (name, reason) in archive.Unsafe)
        {
            // A path that leads out is no path: the file is known by what is left of it, and asked for as the archive.
            var parts = name.Split('/').Where(part => part is not ("" or "." or "..")).ToList();
            yield return new(Archive.IsWithin(name) ? $"{path}/{name}" : path, [.. place, .. parts.DefaultIfEmpty("…")], default, reason);
        }

        foreach (var (name, entry) in archive.Files)
        {
            string[] inner = [.. place, .. name.Split('/')];
            if (!FileKinds.IsArchive(name))
                yield return new($"{path}/{name}", inner, entry.LastWriteTime);
            else
                foreach (var file in InInner(archive, name, $"{path}/{name}", inner, entry.LastWriteTime)) yield return file;
        }
    }

    private static IReadOnlyList<FoundFile> InInner(Archive archive, string name, string path, string[] place, DateTimeOffset modified)
    {
        try
        {
            using var inner = archive.Inner(name);
            return [.. InArchive(inner, path, place)];
        }
        catch (SubmissionException error)
        {
            return [new(path, place, modified, error.Message)];
        }
    }

    private static FoundFile Found(FileSystemInfo file, string[] place, string? problem = null) => new(file.FullName, place, file.LastWriteTimeUtc, problem);
}
