namespace Course.Cli;

/// <summary>The kernels that Jupyter knows, read from its data folders as Jupyter itself does.</summary>
internal static class Jupyter
{
    public static IReadOnlyList<string> Kernels() =>
        [.. DataFolders().Select(folder => Path.Combine(folder, "kernels")).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, "kernel.json")))
            .Select(folder => Path.GetFileName(folder).ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> DataFolders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var named = Environment.GetEnvironmentVariable("JUPYTER_PATH")?.Split(Path.PathSeparator) ?? [];
        var own = Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR")
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
                : Path.Combine(home, ".local", "share", "jupyter"));
        var conda = Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } prefix ? new[] { Path.Combine(prefix, "share", "jupyter") } : [];
        string[] system = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return [.. named, own, .. conda, .. system];
    }
}
