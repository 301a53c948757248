using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Course.Grading;
using Course.Notebooks;

namespace Course.Cli;

/// <summary>
/// A student's own copy of the lessons, without solutions and hidden tests. A lesson that changes replaces a copy that the student left as it was, which is
/// put aside; beside a copy that the student changed it appears under a name of its own. Running a notebook is no change:
/// outputs and empty cells do not count.
/// </summary>
/// <param name="lessons">The folder of the lessons.</param>
/// <param name="copies">The folder of the copies; made where it is not there.</param>
internal sealed class WorkingCopy(string lessons, string copies)
{
    /// <summary>The folder, among the copies, for those that a new version replaced: what they show may have taken hours.</summary>
    private const string Earlier = "earlier";

    /// <summary>What was copied last for each file, by its path in the folder: how the student's changes and the lesson's are told apart.</summary>
    private string RecordFile => Path.Combine(copies, ".copied.json");

    /// <summary>Brings the copies up to date.</summary>
    /// <returns>A sentence for each file that the student should know of.</returns>
    public IReadOnlyList<string> Refresh()
    {
        Directory.CreateDirectory(copies);
        var record = ReadRecord();
        var news = Files().Select(name => Refresh(name, record)).OfType<string>().ToList();
        File.WriteAllText(RecordFile, JsonSerializer.Serialize(record));
        return news;
    }

    /// <summary>The record; empty where it is not there or was damaged: then every copy that differs from its lesson counts as changed.</summary>
    private SortedDictionary<string, string> ReadRecord()
    {
        try
        {
            return File.Exists(RecordFile) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(RecordFile)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string? Refresh(string name, SortedDictionary<string, string> record)
    {
        try
        {
            return Refresh(name, Released(name), record);
        }
        catch (Exception error) when (error is AuthoringException or NotebookFormatException)
        {
            return $"{name} was left out. {error.Message}";
        }
    }

    private string? Refresh(string name, byte[] released, SortedDictionary<string, string> record)
    {
        var lesson = Fingerprint(name, released);
        var known = record.GetValueOrDefault(name);
        var copy = Path.Combine(copies, name);
        record[name] = lesson;
        if (!File.Exists(copy))
        {
            WholeFile.Write(copy, released);
            return null;
        }

        var own = Fingerprint(name, File.ReadAllBytes(copy));
        if (own == lesson || known == lesson)
            return null;
        if (own == known)
        {
            var earlier = PutAside(name);
            WholeFile.Write(copy, released);
            return $"{name} has a new version. You had not changed yours: it is now {earlier}";
        }

        var beside = FreeName(name, record);
        WholeFile.Write(Path.Combine(copies, beside), released);
        record[beside] = lesson;
        return $"{name} has a new version. You have changed yours, so it was kept, and the new one is beside it: {beside}";
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(lessons, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(lessons, path))
            .Where(name => !name.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .Order(StringComparer.Ordinal);

    /// <summary>The first of <c>name.new.ipynb</c>, <c>name.new-2.ipynb</c>, … that is not there, or is as it was copied.</summary>
    private string FreeName(string name, SortedDictionary<string, string> record)
    {
        for (var number = 1; ; number++)
        {
            var beside = Numbered(Path.ChangeExtension(name, "new" + Path.GetExtension(name)), number);
            var path = Path.Combine(copies, beside);
            if (!File.Exists(path) || Fingerprint(name, File.ReadAllBytes(path)) == record.GetValueOrDefault(beside))
                return beside;
        }
    }

    /// <summary>Moves a copy to where no earlier one is.</summary>
    /// <returns>The place, among the copies.</returns>
    private string PutAside(string name)
    {
        var number = 1;
        while (File.Exists(Path.Combine(copies, Earlier, Numbered(name, number))))
            number++;
        var place = Path.Combine(Earlier, Numbered(name, number));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copies, place))!);
        File.Move(Path.Combine(copies, name), Path.Combine(copies, place));
        return place;
    }

    private static string Numbered(string name, int number) =>
        number == 1 ? name : Path.ChangeExtension(name, null) + $"-{number}" + Path.GetExtension(name);

    /// <summary>What students get of a file of the lessons.</summary>
    private byte[] Released(string name)
    {
        var path = Path.Combine(lessons, name);
        return IsNotebook(name) ? Encoding.UTF8.GetBytes(Release.Notebook(LessonSource.Load(path)).ToJson()) : File.ReadAllBytes(path);
    }

    /// <summary>A hash of what a file says: of a notebook the cells' kinds and sources, of any other file every byte.</summary>
    private static string Fingerprint(string name, byte[] bytes) =>
        Convert.ToHexString(SHA256.HashData(IsNotebook(name) && Sources(bytes) is { } sources ? Encoding.UTF8.GetBytes(sources) : bytes));

    private static string? Sources(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Serialize(NotebookDocument.Parse(Encoding.UTF8.GetString(bytes)).Cells
                .Where(cell => !string.IsNullOrWhiteSpace(cell.Source))
                .Select(cell => $"{cell.Type} {cell.Source.TrimEnd()}"));
        }
        catch (NotebookFormatException)
        {
            return null;
        }
    }

    private static bool IsNotebook(string name) => Path.GetExtension(name) == ".ipynb";
}
