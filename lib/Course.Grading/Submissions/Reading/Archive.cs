using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Course.Grading;

/// <summary>A zip archive from a stranger, read in memory: what its entries claim is not believed.</summary>
internal sealed partial class Archive : IDisposable
{
    private const int MaxEntries = 20_000;
    private const int MaxRatio = 200; // a notebook shrinks to a tenth, one of nothing but repeated lines to a fiftieth
    private const int SmallEnough = 1 << 20; // of this size a bomb harms nobody
    private const string Again = "Hand in the notebook itself, the file with the ending .ipynb.";

    private readonly ZipArchive _zip;
    private readonly string _name;
    private readonly bool _isInner;

    private Archive(ZipArchive zip, string name, bool isInner)
    {
        (_zip, _name, _isInner) = (zip, name, isInner);
        var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToLookup(entry => entry.FullName, StringComparer.Ordinal);
        Unsafe = [.. files.Select(same => (same.Key, Reason: same.Count() > 1 ? "the archive holds two files of this name" : Problem(same.First())))
            .Where(file => file.Reason is not null)!];
        Files = files.Where(same => same.Count() == 1 && Problem(same.First()) is null).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    /// <summary>The files that can be read, by their paths in the archive.</summary>
    public IReadOnlyDictionary<string, ZipArchiveEntry> Files { get; }

    /// <summary>The files that are not read, and why.</summary>
    public IReadOnlyList<(string Path, string Reason)> Unsafe { get; }

    /// <summary>Whether a file begins as a zip archive does.</summary>
    public static bool IsArchive(Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return length == 4 && start is [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6];
    }

    /// <summary>Whether the path of an entry is one within the archive.</summary>
    public static bool IsWithin(string path) => !LeadsOut().IsMatch(path);

    /// <summary>Opens an archive.</summary>
    /// <param name="stream">Its bytes, which can be sought in; closed with the archive.</param>
    /// <param name="name">Its name, fit to be shown.</param>
    /// <param name="isInner">Whether it was found in another archive.</param>
    /// <exception cref="SubmissionException">It is damaged, has too many files, or files that share their bytes.</exception>
    public static Archive Open(Stream stream, string name, bool isInner = false)
    {
        try
        {
            if (CountEntries(stream) is var count && count > MaxEntries)
                throw new SubmissionException($"The archive '{name}' holds more than {MaxEntries} files. {Again}");
            var zip = new ZipArchive(stream);
            if (zip.Entries.Sum(entry => entry.CompressedLength) > stream.Length)
                throw new SubmissionException($"The archive '{name}' is damaged: its files share their bytes. {Again}");
            return new(zip, name, isInner);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or SubmissionException)
        {
            stream.Dispose();
            throw error as SubmissionException ?? new SubmissionException($"'{name}' is no zip archive that can be read: {error.Message} {Again}", error);
        }
    }

    /// <summary>The bytes of a file of the archive, or of an archive in it.</summary>
    /// <exception cref="SubmissionException">It is not there, too large, or not what the archive says.</exception>
    public byte[] Read(string path)
    {
        if (Files.TryGetValue(path, out var entry)) return Read(entry);
        if (Unsafe.FirstOrDefault(file => file.Path == path) is { Reason: { } reason })
            throw new SubmissionException($"'{VisibleText.FileName(path)}' was not opened: {reason}. {Again}");
        var outer = Files.Keys.FirstOrDefault(file => path.StartsWith(file + "/", StringComparison.Ordinal))
            ?? throw new SubmissionException($"'{VisibleText.FileName(path)}' is not in the archive '{_name}'.");
        using var inner = Inner(outer);
        return inner.Read(path[(outer.Length + 1)..]);
    }

    /// <summary>The bytes of the only notebook of the archive.</summary>
    /// <exception cref="SubmissionException">There is none, or more than one.</exception>
    public byte[] ReadNotebook()
    {
        var notebooks = Files.Keys.Where(path => FileKinds.IsNotebook(path)).ToList();
        if (notebooks is [var only]) return Read(only);
        if (notebooks.Count == 0 && Unsafe.Count > 0) throw new SubmissionException($"Nothing in the archive '{_name}' was opened: {Unsafe[0].Reason}. {Again}");
        throw new SubmissionException($"The archive '{_name}' holds {(notebooks.Count == 0 ? "no notebook" : $"{notebooks.Count} notebooks")}; one was expected. {Again}");
    }

    /// <summary>Opens an archive in this archive.</summary>
    /// <exception cref="SubmissionException">It cannot be opened, or this one lies in an archive itself.</exception>
    public Archive Inner(string path) => _isInner
        ? throw new SubmissionException($"'{VisibleText.FileName(path)}' is an archive in an archive in an archive. {Again}")
        : Open(new MemoryStream(Read(Files[path])), VisibleText.FileName(path), isInner: true);

    public void Dispose() => _zip.Dispose();

    private static byte[] Read(ZipArchiveEntry entry)
    {
        var name = VisibleText.FileName(entry.FullName);
        if (entry.Length > SubmissionFile.MaxBytes) throw SubmissionFile.TooLarge(name, entry.Length);
        try
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length == entry.Length ? bytes[..length] : throw new SubmissionException(
                $"'{name}' is damaged: the archive says that it has {entry.Length} bytes, but it has {(length > entry.Length ? "more" : length)}. {Again}");
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            throw new SubmissionException($"'{name}' in an archive is damaged: {error.Message} {Again}", error);
        }
    }

    private static string? Problem(ZipArchiveEntry entry) => entry switch
    {
        _ when !IsWithin(entry.FullName) => "its path leads out of the archive",
        _ when (entry.ExternalAttributes >> 16 & 0xF000) == 0xA000 => "it is a link to another file",
        { IsEncrypted: true } => "it is encrypted with a password",
        _ when entry.Length > SmallEnough && entry.Length > MaxRatio * entry.CompressedLength => "it is a bomb, a small file that unpacks to a huge one",
        _ => null,
    };

    /// <summary>How many entries the archive's end says that it has: .NET reads them all at once.</summary>
    private static int CountEntries(Stream stream)
    {
        var end = new byte[(int)Math.Min(stream.Length, 22 + ushort.MaxValue)];
        stream.Position = stream.Length - end.Length;
        stream.ReadExactly(end);
        stream.Position = 0;
        var place = end.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return place < 0 || place + 12 > end.Length ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(place + 10));
    }

    // Absolute, a drive, a backslash, nothing, a dot or two for a folder's name, or a zero: no archive of a notebook has them.
    [GeneratedRegex(@"^/|^[A-Za-z]:|[\\\0]|(^|/)\.{0,2}(/|$)")]
    private static partial Regex LeadsOut();
}
