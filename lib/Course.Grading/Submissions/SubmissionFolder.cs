using System.Text;

namespace Course.Grading;

/// <summary>
/// What students handed in: a folder or an archive as nbgrader, Moodle or Canvas export it, or with a folder, an archive or a notebook for
/// each student. What an operating system leaves behind is passed over; of all else that does not count it is told why.
/// </summary>
public sealed class SubmissionFolder
{
    private const string Stamp = "timestamp.txt"; // nbgrader's

    private SubmissionFolder(IReadOnlyList<SubmissionEntry> entries, IReadOnlyList<SubmissionEntry> earlier, IReadOnlyList<UnreadFile> notUnderstood) =>
        (Entries, Earlier, NotUnderstood) = (entries, earlier, notUnderstood);

    /// <summary>One submission for each student and lesson, the last, in the order of the students' keys and the lessons' names.</summary>
    public IReadOnlyList<SubmissionEntry> Entries { get; }

    /// <summary>Earlier submissions, which do not count.</summary>
    public IReadOnlyList<SubmissionEntry> Earlier { get; }

    /// <summary>Files that are no submission, and why.</summary>
    public IReadOnlyList<UnreadFile> NotUnderstood { get; }

    /// <summary>Finds submissions. Notebooks are opened only where no name tells their lesson.</summary>
    /// <param name="path">The folder, or the archive.</param>
    /// <param name="lessons">The lessons that are graded.</param>
    /// <exception cref="DirectoryNotFoundException">There is neither.</exception>
    /// <exception cref="SubmissionException">It is an archive that cannot be opened.</exception>
    public static SubmissionFolder Read(string path, IReadOnlyList<LessonSource> lessons)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(lessons);
        path = Path.GetFullPath(path);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new DirectoryNotFoundException($"There is no folder or archive of submissions '{path}'. "
                + "Give the folder that holds one folder for each student, or the zip as Moodle or Canvas exports it.");

        if (File.Exists(path) && FileKinds.IsNotebook(path))
            throw new SubmissionException($"'{Path.GetFileName(path)}' is one notebook. Give the folder that holds one folder for each student, or a zip of it.");
        return Sort(Unwrapped(FoundFiles.In(path)), new(lessons), lessons);
    }

    /// <summary>The files without a folder or an archive around all students.</summary>
    private static IReadOnlyList<FoundFile> Unwrapped(IReadOnlyList<FoundFile> files)
    {
        if (files.Count == 0 || files.Any(file => file.Place.Count < 2 || file.Place[0] != files[0].Place[0])) return files;
        var inner = files.Select(file => file.Place[1]).Distinct(StringComparer.Ordinal).ToList();
        var areStudents = inner.All(Owner.IsExported) || inner is ["submitted"]
            || (FileKinds.IsArchive(files[0].Place[0]) && inner.Count > 1 && files.All(file => file.Place.Count > 2));
        return areStudents ? [.. files.Select(file => file with { Place = [.. file.Place.Skip(1)] })] : files;
    }

    private static SubmissionFolder Sort(IReadOnlyList<FoundFile> files, LessonFinder finder, IReadOnlyList<LessonSource> lessons)
    {
        var unread = new List<UnreadFile>();
        var attempts = new List<(bool IsWell, FoundFile File, SubmissionEntry Entry)>();
        var isCourse = files.Any(file => file.Place is ["submitted", _, ..]); // nbgrader's folder of a whole course
        var owners = files.Select(file => (File: file, Owner: isCourse && file.Place[0] != "submitted" && !Owner.IsExported(file.Place[0]) ? null : Owner.Of(file.Place))).ToList();
        var keys = StudentKeys.Of(owners.Where(file => file.Owner is not null).Select(file => file.Owner!.Student));
        var stamps = files.Where(file => file.Name == Stamp && file.Problem is null).ToDictionary(file => string.Join('/', file.Place.SkipLast(1)), TimeOf, StringComparer.Ordinal);
        foreach (var (file, owner) in owners)
        {
            var (lesson, reason) = owner is null ? (null, "it is not in a student's folder, and no name tells whose it is") : LessonOf(file, owner, finder, lessons);
            if (stamps.TryGetValue(string.Join('/', file.Place.SkipLast(1)), out var time) && file.Name == Stamp)
                reason = time is null ? "it holds no time such as '2026-02-02 15:58:23 UTC'" : null;
            if (lesson is not null)
                attempts.Add((reason is null, file, new(keys[owner!.Student], VisibleText.Of(owner.Student), lesson, file.Path, SubmittedAt(file), owner.IsLate)));
            else if (reason is not null) unread.Add(new(file.Shown, reason));
        }

        // A file that cannot be opened takes the place of none that can.
        var sorted = attempts.GroupBy(attempt => (attempt.Entry.Student, attempt.Entry.Lesson))
            .Select(same => same.OrderBy(attempt => attempt.IsWell).ThenBy(attempt => attempt.Entry.Submitted)
                .ThenBy(attempt => LessonFinder.Attempt(attempt.File.Name, attempt.Entry.Lesson)).ThenBy(attempt => attempt.File.Modified)
                .Select(attempt => attempt.Entry).ToList())
            .OrderBy(same => same[^1].Student, StringComparer.Ordinal).ThenBy(same => same[^1].Lesson, StringComparer.Ordinal).ToList();
        return new([.. sorted.Select(same => same[^1])], [.. sorted.SelectMany(same => same.SkipLast(1))], unread);

        DateTimeOffset? SubmittedAt(FoundFile file) => Enumerable.Range(1, file.Place.Count - 1)
            .Select(up => stamps.GetValueOrDefault(string.Join('/', file.Place.SkipLast(up)))).FirstOrDefault(time => time is not null);
    }

    /// <summary>The lesson of a file, and what is known against it; without a lesson, why it is no submission.</summary>
    private static (string? Lesson, string? Reason) LessonOf(FoundFile file, Owner owner, LessonFinder finder, IReadOnlyList<LessonSource> lessons)
    {
        if (FileKinds.IsCheckpoint(string.Join('/', file.Place))) return (null, "it is an earlier state that Jupyter kept, not what was handed in");
        if (!FileKinds.IsNotebook(file.Name) && !(FileKinds.IsArchive(file.Name) && file.Problem is not null))
            return (null, file.Problem ?? "it is no notebook; expected a file with the ending .ipynb, or a zip that holds one");
        if (finder.ByName(owner.Place) is { } named) return (named, file.Problem);
        try
        {
            if (file.Problem is not null) throw new SubmissionException(file.Problem);
            return finder.ByContent(SubmissionFile.Read(file.Path)) is { } found ? (found, null) : (null, "nothing in it is from a lesson that is graded here");
        }
        catch (SubmissionException error)
        {
            return (lessons is [var only] ? only.Name : null, error.Message);
        }
    }

    private static DateTimeOffset? TimeOf(FoundFile stamp)
    {
        try
        {
            return HandInTime.Parse(Encoding.UTF8.GetString(SubmissionFile.Bytes(stamp.Path)));
        }
        catch (SubmissionException)
        {
            return null;
        }
    }
}
