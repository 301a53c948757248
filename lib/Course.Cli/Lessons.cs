namespace Course.Cli;

/// <summary>Finds notebooks by what a person calls them.</summary>
internal static class Lessons
{
    /// <summary>The paths of notebooks named by number (01 or 1), by file name, by path, or all of them by 'all'.</summary>
    /// <exception cref="CourseException">A name fits no notebook.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> names) => Find(names, Repository.Notebooks);

    internal static IReadOnlyList<string> Find(IEnumerable<string> names, string folder)
    {
        var lessons = Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).ToList();
        return [.. names.SelectMany(FindOne).Distinct()];

        IEnumerable<string> FindOne(string name)
        {
            if (name.StartsWith('-'))
                throw new CourseException($"There is no option '{name}'; ./course run --help names those that there are.");
            if (name == "all")
                return lessons;
            if (File.Exists(name))
                return [Path.GetFullPath(name)];
            if (Directory.Exists(name))
                throw new CourseException($"'{name}' is a folder. Name its notebooks: {Path.Combine(name, "*.ipynb")}");
            var found = lessons.Where(lesson => IsCalled(Path.GetFileNameWithoutExtension(lesson), name)).ToList();
            return found.Count > 0
                ? found
                : throw new CourseException($"There is no lesson or notebook '{name}'. Lessons: {string.Join(", ", lessons.Select(Path.GetFileNameWithoutExtension))}.");
        }
    }

    private static bool IsCalled(string lesson, string name) =>
        lesson == name
        || (int.TryParse(name, out var number) && int.TryParse(lesson.Split('-')[0], out var its) && number == its);
}
