namespace Course.Cli;

/// <summary>Where things lie in the course's folder.</summary>
internal static class Repository
{
    /// <summary>The course's folder: the nearest one above this program that holds Course.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Build => Path.Combine(Root, "build");

    public static string Library => Path.Combine(Build, "lib");

    public static string Notebooks => Path.Combine(Root, "notebooks");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path as a person in the working directory would write it.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Course.sln")))
                return folder;
        }

        throw new CourseException($"The course's folder was not found above {AppContext.BaseDirectory}: run the course through ./course.");
    }
}
