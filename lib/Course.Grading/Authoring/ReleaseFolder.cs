using System.Security.Cryptography;
using System.Text;

namespace Course.Grading;

/// <summary>
/// A release on disk: a folder for each lesson, as nbgrader's <c>release/</c> has it, with <c>manifest.json</c> and an
/// <c>nbgrader_config.py</c> beside them. It grows: lessons that are released again take the place of their earlier versions.
/// </summary>
public static class ReleaseFolder
{
    private const string Configuration = "nbgrader_config.py";

    /// <summary>Releases lessons into a folder, which is made where it is not there.</summary>
    /// <returns>What the folder now holds.</returns>
    /// <exception cref="AuthoringException">
    /// A lesson breaks a rule (see <see cref="LessonRules"/>), two have one name, or the folder holds what is not of a release, or what someone changed; then nothing is written.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static ReleaseManifest Write(IReadOnlyList<LessonSource> lessons, string folder)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (lessons.GroupBy(lesson => lesson.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new AuthoringException($"Two lessons have the name '{twice.Key}', and would have the same folder. Name one of them, or rename one.");
        var errors = lessons.SelectMany(LessonRules.Check).Where(problem => !problem.IsWarning).ToList();
        if (errors.Count > 0) throw new AuthoringException($"Nothing was released:\n  {string.Join("\n  ", errors)}");

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [Configuration] = Resource(Configuration) };
        var released = lessons.Select(lesson => Add(lesson, files)).ToList();
        var earlier = Earlier(folder);
        foreach (var (path, bytes) in files) CheckUnchanged(folder, path, bytes, earlier);

        var names = released.Select(lesson => lesson.Lesson).ToHashSet(StringComparer.Ordinal);
        var all = earlier.Lessons.Where(lesson => !names.Contains(lesson.Lesson)).Concat(released);
        var manifest = new ReleaseManifest([.. all.OrderBy(lesson => lesson.Lesson, StringComparer.Ordinal)]);
        Write(folder, earlier); // so that a first release that is killed half-way can be told for one, and be released again
        foreach (var (path, bytes) in files) WholeFile.Write(Path.Combine(folder, path), bytes);
        foreach (var old in earlier.Lessons.Where(lesson => names.Contains(lesson.Lesson)).SelectMany(lesson => lesson.Files).Where(file => !files.ContainsKey(file.Path)))
            if (HashOf(folder, old.Path) == old.Sha256) File.Delete(Path.Combine(folder, old.Path));
        Write(folder, manifest);
        return manifest;
    }

    private static ReleasedLesson Add(LessonSource lesson, SortedDictionary<string, byte[]> files)
    {
        var notebook = Release.Notebook(lesson);
        var own = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [$"{lesson.Name}.ipynb"] = Encoding.UTF8.GetBytes(notebook.ToJson()) };
        foreach (var name in ShownFiles.Of(lesson)) own[name] = File.ReadAllBytes(Path.Combine(lesson.Folder, name));
        foreach (var (name, bytes) in own) files[$"{lesson.Name}/{name}"] = bytes;
        var graded =
            from cell in notebook.Cells
            let metadata = NbgraderMetadata.Read(cell)
            let points = metadata?.Points
            where points is not null
            select new GradedCell(metadata.GradeId, points.Value, metadata.RoleOf(cell.Type) == CellRole.Manual);
        var exercises = graded.ToList();
        return new(lesson.Name, exercises.Sum(cell => cell.Points), exercises, [.. own.Select(file => new ReleasedFile($"{lesson.Name}/{file.Key}", Hash(file.Value)))]);
    }

    /// <summary>What the folder holds so far.</summary>
    private static ReleaseManifest Earlier(string folder) =>
        ReleaseManifest.Read(folder)
        ?? (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            ? throw new AuthoringException($"'{folder}' is there and holds no release (no {ReleaseManifest.FileName} of one). Name a new or an empty folder.")
            : new([]));

    /// <summary>What is overwritten must be what was released, for anything else somebody made; of the settings people use a copy.</summary>
    private static void CheckUnchanged(string folder, string path, byte[] bytes, ReleaseManifest earlier)
    {
        var there = HashOf(folder, path);
        var known = earlier.Lessons.SelectMany(lesson => lesson.Files).FirstOrDefault(file => file.Path == path)?.Sha256;
        if (there is not null && there != Hash(bytes) && there != known && path != Configuration)
            throw new AuthoringException($"'{Path.Combine(folder, path)}' was changed after it was released. Move it away or delete it, then release again.");
    }

    private static void Write(string folder, ReleaseManifest manifest) => WholeFile.Write(Path.Combine(folder, ReleaseManifest.FileName), manifest.ToJson());

    private static string? HashOf(string folder, string path) => File.Exists(Path.Combine(folder, path)) ? Hash(File.ReadAllBytes(Path.Combine(folder, path))) : null;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ReleaseFolder).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
