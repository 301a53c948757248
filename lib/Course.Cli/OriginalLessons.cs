using Course.Grading;
using Course.Notebooks;

namespace Course.Cli;

/// <summary>Finds the lesson that a student's notebook is a copy of, with no more than the public checks.</summary>
/// <param name="notebooks">The folder of the lessons.</param>
/// <param name="release">The folder of a release; need not be there.</param>
internal sealed class OriginalLessons(string notebooks, string release)
{
    /// <summary>The lesson that the notebook's name tells, or else its cells; the notebook itself where it is of none of them.</summary>
    /// <param name="path">The notebook's file.</param>
    /// <param name="notebook">The notebook.</param>
    /// <exception cref="AuthoringException">A region or a cell's metadata of the lesson are wrong.</exception>
    public LessonSource Of(string path, NotebookDocument notebook)
    {
        var lessons = All().Select(LessonSource.Load).DistinctBy(lesson => lesson.Name).ToList();
        var finder = new LessonFinder(lessons);
        var name = finder.ByName([Path.GetFileNameWithoutExtension(path)]) ?? finder.ByContent(notebook);
        return lessons.Find(lesson => lesson.Name == name) is { } found ? PublicLesson.Of(found) : new LessonSource(Path.GetFileNameWithoutExtension(path), notebook, notebooks);
    }

    /// <summary>The files: lessons as they are graded go before what was released of them once.</summary>
    private IEnumerable<string> All()
    {
        var released = ReleaseManifest.Read(release)?.Lessons.Select(lesson => Path.Combine(release, lesson.Lesson, lesson.Lesson + ".ipynb")) ?? [];
        return Directory.EnumerateFiles(notebooks, "*.ipynb").Order(StringComparer.Ordinal).Concat(released.Where(File.Exists));
    }
}
