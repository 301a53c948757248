using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading.Tests.Submissions;

/// <summary>A folder of submissions that a test fills, deleted after it.</summary>
internal sealed class Handed : IDisposable
{
    public static readonly LessonSource Momentum = Lesson("06-momentum", "momentum adds to each step a part of the last one");
    public static readonly LessonSource Adaptive = Lesson("07-adaptive-methods", "adaptive methods give each coordinate a rate");

    public string Path { get; } = Directory.CreateTempSubdirectory("course-submissions-").FullName;

    /// <summary>A lesson of two cells.</summary>
    public static LessonSource Lesson(string name, string text)
    {
        var notebook = new NotebookDocument();
        notebook.Cells.Add(new(CellType.Markdown, $"# {name}"));
        notebook.Cells.Add(new(CellType.Markdown, text));
        return new(name, notebook, System.IO.Path.GetTempPath());
    }

    public static byte[] Bytes(LessonSource lesson) => Encoding.UTF8.GetBytes(lesson.Document.ToJson());

    /// <summary>A notebook's JSON with one cell, changed as a test wants.</summary>
    public static string Json(Action<JsonObject>? change = null, Action<JsonObject>? cell = null)
    {
        var code = new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = "one",
            ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(),
            ["source"] = "1 + 1",
        };
        cell?.Invoke(code);
        var notebook = new JsonObject { ["cells"] = new JsonArray(code), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        change?.Invoke(notebook);
        return notebook.ToJsonString();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files) => Zip(_ => { }, files);

    /// <summary>A zip archive, its entries changed as a test wants.</summary>
    public static byte[] Zip(Action<ZipArchiveEntry> change, params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name);
                change(entry);
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public string Put(string name, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public string Put(string name, string text) => Put(name, Encoding.UTF8.GetBytes(text));

    public SubmissionFolder Read(params LessonSource[] lessons) => SubmissionFolder.Read(Path, lessons.Length > 0 ? lessons : [Momentum, Adaptive]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
