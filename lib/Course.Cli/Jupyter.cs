namespace Course.Cli;

/// <summary>Jupyter on this machine, and its kernels, found as Jupyter itself finds them.</summary>
internal static class Jupyter
{
    /// <summary>The program that opens notebooks, JupyterLab before Notebook; null where neither is installed.</summary>
    public static string? Program => Shell.Find("jupyter-lab") ?? Shell.Find("jupyter-notebook");

    /// <summary>The folder of the user's own kernels.</summary>
    public static string OwnKernels => Path.Combine(OwnData, "kernels");

    private static string OwnData
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } named ? named
                : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
                : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? Path.Combine(data, "jupyter")
                : Path.Combine(home, ".local", "share", "jupyter");
        }
    }

    /// <summary>The folder of each kernel; of several with one name Jupyter takes the first.</summary>
    public static IEnumerable<string> KernelFolders() =>
        DataFolders().Select(folder => Path.Combine(folder, "kernels")).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, "kernel.json")));

    private static IEnumerable<string> DataFolders()
    {
        var named = Environment.GetEnvironmentVariable("JUPYTER_PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var conda = Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } prefix ? new[] { Path.Combine(prefix, "share", "jupyter") } : [];
        string[] system = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return [.. named, OwnData, .. conda, .. system];
    }
}
