using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>The .NET that runs this process, wherever it is installed.</summary>
internal static class DotNet
{
    /// <summary>The runtime lies in ROOT/shared/Microsoft.NETCore.App/VERSION.</summary>
    private static readonly string _root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public static string Program { get; } = Path.Combine(_root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>What running a program takes of it: neither the SDK nor its compiler.</summary>
    public static IEnumerable<string> Runtime { get; } = [Program, Path.Combine(_root, "host"), Path.Combine(_root, "shared")];
}
