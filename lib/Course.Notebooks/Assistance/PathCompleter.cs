namespace Course.Notebooks;

/// <summary>Completes paths of files.</summary>
internal sealed class PathCompleter(SessionOptions options)
{
    /// <summary>What could stand at the end of a path that is written up to a place.</summary>
    /// <param name="written">The path so far.</param>
    /// <param name="position">Where it ends in the cell.</param>
    /// <param name="extensions">The files that are wanted.</param>
    public Completion Complete(string written, int position, string[] extensions)
    {
        var cut = written.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1;
        var (folder, name) = (written[..cut], written[cut..]);
        var items = new[] { options.WorkingDirectory, options.LibraryDirectory }
            .OfType<string>()
            .Select(root => Path.GetFullPath(folder, root))
            .Where(Directory.Exists)
            .SelectMany(found => Entries(found, name, extensions))
            .Distinct()
            .OrderBy(item => item.Kind == "folder")
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase);
        return new Completion(position - name.Length, position, [.. items]);
    }

    private static IEnumerable<CompletionItem> Entries(string folder, string name, string[] extensions)
    {
        // What cannot be read is left out; a dot comes up only by a dot.
        var all = new EnumerationOptions { AttributesToSkip = FileAttributes.System };
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", all))
        {
            if (!entry.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) || (entry.Name[0] == '.' && name.Length == 0))
                continue;
            if (entry.Attributes.HasFlag(FileAttributes.Directory))
                yield return new CompletionItem(entry.Name + "/", "folder");
            else if (extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                yield return new CompletionItem(entry.Name, "file");
        }
    }
}
