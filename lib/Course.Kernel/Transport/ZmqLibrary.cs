using System.Reflection;
using System.Runtime.InteropServices;

namespace Course.Kernel.Transport;

/// <summary>Finds libzmq 4: the system's, conda's, Homebrew's, or the one that an environment variable names.</summary>
internal static class ZmqLibrary
{
    public const string Name = "libzmq";

    /// <summary>The environment variable that may hold the library's full path.</summary>
    public const string PathVariable = "COURSE_LIBZMQ";

    private static readonly Lazy<nint> _handle = new(Load);

    /// <summary>Makes every call into the library go to the one that was found.</summary>
    public static void Register() => NativeLibrary.SetDllImportResolver(
        typeof(ZmqLibrary).Assembly,
        static (name, _, _) => name == Name ? _handle.Value : 0);

    /// <summary>Where the library is looked for, the first that loads is taken.</summary>
    internal static IEnumerable<string> Candidates(Func<string, string?> variable)
    {
        if (variable(PathVariable) is { Length: > 0 } named)
            return [named];
        string[] names = OperatingSystem.IsWindows() ? ["libzmq.dll"]
            : OperatingSystem.IsMacOS() ? ["libzmq.5.dylib", "libzmq.dylib"]
            : ["libzmq.so.5", "libzmq.so"];
        var conda = variable("CONDA_PREFIX") is { Length: > 0 } prefix
            ? [OperatingSystem.IsWindows() ? Path.Combine(prefix, "Library", "bin") : Path.Combine(prefix, "lib")]
            : Array.Empty<string>();
        string[] homebrew = OperatingSystem.IsMacOS() ? ["/opt/homebrew/lib", "/usr/local/lib"] : [];
        return [.. names, .. conda.Concat(homebrew).SelectMany(folder => names.Select(name => Path.Combine(folder, name)))];
    }

    /// <summary>The first of the candidates that loads; null where none does.</summary>
    public static string? Find() => Candidates(Environment.GetEnvironmentVariable).FirstOrDefault(candidate => TryLoad(candidate, out _));

    private static nint Load()
    {
        if (Find() is { } found && TryLoad(found, out var handle))
            return handle;
        throw new DllNotFoundException(
            $"The ZeroMQ library, through which Jupyter talks to the kernel, was not found: tried {string.Join(", ", Candidates(Environment.GetEnvironmentVariable))}. "
            + $"Install it (Debian: libzmq5; conda: zeromq; Homebrew: zeromq), or name its file in the environment variable {PathVariable}.");
    }

    private static bool TryLoad(string candidate, out nint handle) =>
        NativeLibrary.TryLoad(candidate, typeof(ZmqLibrary).Assembly, DllImportSearchPath.SafeDirectories, out handle);
}
