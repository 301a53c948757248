using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Cli.Setup;
using Course.Kernel;

namespace Course.Cli;

/// <summary>
/// What tells Jupyter how to start the course's kernel: the file kernel.json in a folder named as the kernel. The name is
/// that of .NET Interactive's C# kernel, so that existing notebooks open with it unchanged.
/// </summary>
internal static class KernelSpec
{
    public const string Name = ".net-csharp";

    private const string FileName = "kernel.json";

    /// <summary>Jupyter serves a kernel's folder, and there figures look for plotly.js.</summary>
    private const string PlotlyFileName = "plotly.min.js";

    /// <summary>Where the file of another kernel lies while the course's takes its place.</summary>
    private const string ReplacedFileName = "kernel.replaced.json";

    /// <summary>What no other kernel is started with.</summary>
    private static readonly string[] _arguments = ["kernel", "run", "{connection_file}"];

    /// <summary>The program of this copy of the course that Jupyter starts.</summary>
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "course.exe" : "course");

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells Jupyter of the kernel, or tells it anew.</summary>
    /// <param name="kernels">The folder of kernels.</param>
    /// <param name="elsewhere">The folders of kernels that Jupyter finds in other places.</param>
    /// <param name="replace">Whether another kernel of the same name may be put aside.</param>
    /// <returns>The kernel's folder.</returns>
    public static string Install(string kernels, IEnumerable<string> elsewhere, bool replace)
    {
        var folder = Path.Combine(kernels, Name);
        var file = Path.Combine(folder, FileName);
        var other = elsewhere.Prepend(folder).FirstOrDefault(IsOther);
        if (other is not null && !replace)
        {
            throw new CourseException(
                $"Another C# kernel is installed under the name {Name}: {other}. It stays as it is. "
                + "To use the course's kernel in its place: ./course kernel install --replace");
        }

        try
        {
            Directory.CreateDirectory(folder);
            if (IsOther(folder))
                File.Move(file, Path.Combine(folder, ReplacedFileName), overwrite: true);
            File.Copy(WebFiles.Assets.PlotlyScript, Path.Combine(folder, PlotlyFileName), overwrite: true);
            File.WriteAllText(file, Describe().ToJsonString(_json) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CourseException($"The kernel cannot be installed in {folder}, which must be a folder that you may write to: {exception.Message}");
        }

        return folder;
    }

    /// <summary>Says which kernel Jupyter takes where that is another one than the one installed; null where it is that one.</summary>
    /// <param name="installed">The kernel's folder.</param>
    /// <param name="found">The folders of kernels in the order in which Jupyter looks for them.</param>
    public static string? Rival(string installed, IEnumerable<string> found)
    {
        var first = found.FirstOrDefault(folder => string.Equals(Path.GetFileName(folder), Name, StringComparison.OrdinalIgnoreCase));
        return first is null || first == installed || ProgramOf(first) == _program ? null
            : $"Jupyter takes another kernel named {Name} before it: {first} ({InWords(first)}). With JUPYTER_PREFER_ENV_PATH=1 it looks in its own environment first.";
    }

    /// <summary>Takes the kernel away, and puts back what it had replaced.</summary>
    /// <param name="kernels">The folder of kernels.</param>
    /// <returns>The kernel's folder; null where it was not there.</returns>
    public static string? Uninstall(string kernels)
    {
        var folder = Path.Combine(kernels, Name);
        if (!IsOurs(folder))
            return null;
        foreach (var name in (string[])[FileName, PlotlyFileName])
            File.Delete(Path.Combine(folder, name));
        var replaced = Path.Combine(folder, ReplacedFileName);
        if (File.Exists(replaced))
            File.Move(replaced, Path.Combine(folder, FileName));
        else if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        return folder;
    }

    /// <summary>A kernel in words: what Jupyter's menu calls it, and, of the course's, which copy of the course it belongs to.</summary>
    /// <param name="folder">The kernel's folder.</param>
    public static string InWords(string folder)
    {
        var title = Read(folder)?["display_name"]?.ToString() ?? "its kernel.json cannot be read";
        return ProgramOf(folder) is not { } program ? title
            : program == _program ? $"{title}, this course's"
            : $"{title}, of another copy of the course: {program}{(File.Exists(program) ? "" : ", which is gone")}";
    }

    private static bool IsOurs(string folder) => ProgramOf(folder) is not null;

    /// <summary>The program that Jupyter starts, if the kernel is the course's.</summary>
    private static string? ProgramOf(string folder) =>
        Read(folder)?["argv"] is JsonArray { Count: > 0 } arguments && arguments.Skip(1).Select(argument => argument?.ToString()).SequenceEqual(_arguments)
            ? arguments[0]?.ToString()
            : null;

    private static JsonObject? Read(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName))) as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The file's content.</summary>
    public static JsonObject Describe() => new()
    {
        ["argv"] = new JsonArray([_program, .. _arguments.Select(argument => (JsonNode)argument)]),
        ["display_name"] = "C# (Course)",
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["env"] = Settings(),
        ["metadata"] = new JsonObject { ["debugger"] = false },
    };

    private static JsonObject Settings()
    {
        var settings = new JsonObject
        {
            // As the launcher sets them, and says why.
            ["OMP_WAIT_POLICY"] = "PASSIVE",
            ["OMP_NUM_THREADS"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            // Jupyter may be started where the .NET of this shell is not to be found.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        };
        // Nor may conda's ZeroMQ, where the notebook is opened outside of its environment.
        if (KernelProcess.ZeroMq is { } library && Path.IsPathRooted(library))
            settings[KernelProcess.ZeroMqVariable] = library;
        return settings;
    }

    private static bool IsOther(string folder) =>
        string.Equals(Path.GetFileName(folder), Name, StringComparison.OrdinalIgnoreCase) && File.Exists(Path.Combine(folder, FileName)) && !IsOurs(folder);
}
