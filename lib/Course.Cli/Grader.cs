using Course.Cli.Setup;
using Course.Grading;

namespace Course.Cli;

/// <summary>How this program grades: with itself as the processes that grade and that run cells.</summary>
internal static class Grader
{
    private static readonly string[] _program = ["dotnet", typeof(Grader).Assembly.Location];

    /// <summary>How submissions are graded.</summary>
    /// <param name="isUnsafe">Whether cells run without a sandbox.</param>
    public static GraderOptions Options(bool isUnsafe) => new()
    {
        ExecutorCommand = [.. _program, "executor"],
        Sandbox = new SandboxOptions { Unsafe = isUnsafe, Readable = [.. LibtorchFolders()] },
        LibraryDirectory = Repository.Notebooks,
        ProvidedPackages = CourseLibrary.Packages,
    };

    /// <summary>Where libtorch lies if not in the system's own folders: unpacked, or inside a Python, with CUDA's libraries beside it.</summary>
    private static IEnumerable<string> LibtorchFolders() =>
        Libtorch.Find() is { } libraries ? new[] { libraries, Path.GetFullPath(Path.Combine(libraries, "..", "..", "nvidia")) }.Where(Directory.Exists) : [];

    /// <summary>What starts a process that grades.</summary>
    public static IReadOnlyList<string> WorkerCommand(bool isUnsafe) => isUnsafe ? [.. _program, "grade-worker", "--unsafe"] : [.. _program, "grade-worker"];
}
