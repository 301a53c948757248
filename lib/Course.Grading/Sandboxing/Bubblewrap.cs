using System.Globalization;

namespace Course.Grading;

/// <summary>The command line that puts a program into a sandbox, and the environment that it sees there.</summary>
internal static class Bubblewrap
{
    private const string Nobody = "65534";

    /// <summary>What of the grader's environment goes in: how many threads, and where libraries are.</summary>
    private static readonly string[] _passed = ["OMP_", "DOTNET_", "MKL_", "OPENBLAS_", "LIBTORCH", "LD_LIBRARY_PATH"];

    /// <summary>What programs and libraries take; of conda, where the course runs from one, its libraries.</summary>
    private static readonly string[] _systemFolders =
    [
        "/usr/bin", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/alternatives",
        .. Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } conda ? (string[])[Path.Combine(conda, "lib")] : [],
    ];

    /// <summary>Where it is; null where it is not installed.</summary>
    public static string? Program { get; } = SearchPath.Find("bwrap");

    /// <param name="command">The program and its arguments.</param>
    /// <param name="options">What it may do and use.</param>
    /// <param name="asNobody">Whether to give up root's rights first; only root can.</param>
    public static IReadOnlyList<string> CommandLine(IReadOnlyList<string> command, SandboxOptions options, bool asNobody)
    {
        List<string> line = [];
        List<string> readable = [.. DotNet.Runtime, .. options.Readable];
        // Inside, root has the name of nobody and no rights, yet to files it would be root still.
        if (asNobody && readable.All(IsReadableByAll))
            line.AddRange(["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]);

        line.AddRange([Program ?? "bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]);
        line.AddRange(["--uid", Nobody, "--gid", Nobody, "--hostname", "sandbox"]);
        foreach (var path in (string[])["/bin", "/lib", "/lib64"])
            line.AddRange(new DirectoryInfo(path).LinkTarget is { } target ? ["--symlink", target, path] : ["--ro-bind-try", path, path]);
        line.AddRange(["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--size", Number(options.Disk), "--perms", "1777", "--tmpfs", "/tmp"]);
        // After /tmp: the course may lie there.
        foreach (var path in _systemFolders)
            line.AddRange(["--ro-bind-try", path, path]);
        foreach (var path in readable)
            line.AddRange(["--ro-bind", path, path]);
        // Of /proc too: as root, which it may still be to files, it could set the system's parameters there.
        line.AddRange(["--remount-ro", "/proc", "--remount-ro", "/", "--chdir", "/tmp", "--"]);
        // Inside, where the count of processes is the sandbox's own; it is so since Linux 5.14.
        string[] processes = Environment.OSVersion.Version >= new Version(5, 14) ? [$"--nproc={Number(options.Threads)}"] : [];
        line.AddRange(["prlimit", $"--data={Number(DataLimit(options))}", $"--fsize={Number(options.Disk)}", "--nofile=1024", "--core=0", .. processes]);
        return [.. line, .. command];
    }

    /// <summary>Leaves of the environment what the sandbox may see, and sets what it needs.</summary>
    public static void SetEnvironment(IDictionary<string, string?> environment, SandboxOptions options)
    {
        foreach (var name in environment.Keys.Where(name => !_passed.Any(passed => name.StartsWith(passed, StringComparison.Ordinal))).ToList())
            environment.Remove(name);
        environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        environment["HOME"] = environment["TMPDIR"] = "/tmp";
        environment["LANG"] = "C.UTF-8";
        // Then too large an array is an exception. Three quarters: the rest is libtorch's and the runtime's.
        environment["DOTNET_GCHeapHardLimit"] = (DataLimit(options) / 4 * 3).ToString("x", CultureInfo.InvariantCulture);
        // It maps a file of 2 GB, larger than any file may be here.
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
    }

    /// <summary>
    /// What a process may hold of private memory: less than the sandbox as a whole, so that asking for more fails, as an
    /// exception, before anything is ended. The rest is for files in memory and for what the system keeps of the process.
    /// </summary>
    private static long DataLimit(SandboxOptions options) => Math.Max(options.Memory / 2, options.Memory - options.Disk - (64L << 20));

    private static bool IsReadableByAll(string path)
    {
        const UnixFileMode enter = UnixFileMode.OtherExecute, read = UnixFileMode.OtherRead;
        var full = Path.GetFullPath(path);
        if (!new FileInfo(full).UnixFileMode.HasFlag(Directory.Exists(full) ? enter | read : read))
            return false;
        for (var folder = Path.GetDirectoryName(full); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!new FileInfo(folder).UnixFileMode.HasFlag(enter))
                return false;
        }

        return true;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
