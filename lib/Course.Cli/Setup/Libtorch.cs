using System.Diagnostics;

namespace Course.Cli.Setup;

/// <summary>The libtorch that the TorchSharp stand-in is built on; the script that builds it knows where to look.</summary>
internal static class Libtorch
{
    /// <summary>The folder of its libraries, or null where there is none.</summary>
    public static string? Find()
    {
        if (OperatingSystem.IsWindows())
            return null;
        var script = Repository.PathOf("lib", "standins", "TorchSharp", "shim", "build.sh");
        using var process = Process.Start(new ProcessStartInfo("sh", [script, "--where"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var folder = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? folder : null;
    }
}
