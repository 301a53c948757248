using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>
/// Finds the documentation of libraries in the XML files beside them, and that of the framework in the reference packs
/// that the SDK brings. A file is searched and not read in: the framework's are 30 MB, and a member is a few lines.
/// </summary>
internal static class DocumentationFiles
{
    private static readonly string _framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly Lazy<string[]> _frameworkFiles = new(FindFrameworkFiles);

    private static readonly ConcurrentDictionary<(string Path, string Id), string?> _found = new();

    /// <summary>What stands in an assembly's documentation about a member: the XML element; null where nothing does.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="id">The member's documentation id, for instance <c>M:System.Console.WriteLine</c>.</param>
    public static string? Find(string assembly, string id) => _found.GetOrAdd((assembly, id), static key =>
        Candidates(key.Path).Select(file => FindIn(file, key.Id)).FirstOrDefault(found => found is not null));

    private static IEnumerable<string> Candidates(string assembly)
    {
        var beside = Path.ChangeExtension(assembly, ".xml");
        if (File.Exists(beside))
            return [beside];
        if (Path.GetDirectoryName(assembly) != _framework)
            return [];
        // Where a type stands in the framework's own assemblies is no matter of the reference packs.
        var name = Path.GetFileName(beside);
        return _frameworkFiles.Value.OrderByDescending(file => Path.GetFileName(file) == name).ThenByDescending(file => Path.GetFileName(file) == "System.Runtime.xml");
    }

    private static string[] FindFrameworkFiles()
    {
        var packs = Path.GetFullPath(Path.Combine(_framework, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs))
            return [];
        var newest = Directory.EnumerateDirectories(packs).MaxBy(folder => Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version());
        return newest is null ? [] : Directory.GetFiles(newest, "*.xml", SearchOption.AllDirectories);
    }

    private static unsafe string? FindIn(string file, string id)
    {
        var length = new FileInfo(file).Length;
        if (length is 0 or > int.MaxValue)
            return null;
        using var map = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return Element(new ReadOnlySpan<byte>(start, (int)length), Encoding.UTF8.GetBytes($"<member name=\"{id}\""));
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static string? Element(ReadOnlySpan<byte> text, byte[] head)
    {
        var start = text.IndexOf(head);
        if (start < 0)
            return null;
        var element = text[start..];
        var end = element.IndexOf("</member>"u8);
        return end < 0 ? null : Encoding.UTF8.GetString(element[..(end + "</member>"u8.Length)]);
    }
}
