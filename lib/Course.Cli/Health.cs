using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Course.Cli.Setup;
using Course.Kernel;
using Course.Notebooks;

namespace Course.Cli;

/// <summary>What `./course doctor` reports.</summary>
internal sealed record Health(
    string Folder,
    string Sdk,
    string Runtime,
    IReadOnlyList<Health.Package> Packages,
    Health.Engine Libtorch,
    IReadOnlyList<Health.Device> Devices,
    Health.ThreadCounts Threads,
    Health.JupyterState Jupyter,
    Health.SandboxState Sandbox)
{
    internal sealed record Package(string Name, string Source, string Version);

    internal sealed record Engine(string Version, string Path);

    internal sealed record Device(string Name, string Type, double MemoryGiB);

    internal sealed record ThreadCounts(int Cores, int Torch, string? OmpWaitPolicy);

    internal sealed record Kernel(string Name, string Folder, string Description);

    internal sealed record JupyterState(string? Program, string? ZeroMq, IReadOnlyList<Kernel> Kernels);

    /// <param name="Problem">Why submissions cannot be run in a sandbox here; null where they can.</param>
    internal sealed record SandboxState(string? Problem);

    public static async Task<Health> ReadAsync(CancellationToken cancel)
    {
        var sdk = await Shell.RunAsync("sdk", "dotnet", ["--version"], cancel);
        var torch = await AskTorchAsync(cancel);
        return new Health(
            Repository.Root,
            sdk.Lines[0],
            Environment.Version.ToString(),
            [.. PackageChoice.Read().Select(package => new Package(package.Key, package.Value.Source == "nuget" ? "nuget" : "stand-in", package.Value.Version))],
            new Engine(torch.Version, LoadedLibtorch()),
            [new Device(ProcessorName(), "cpu", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(2, 30)), .. torch.HasCuda ? await GpusAsync(cancel) : []],
            new ThreadCounts(Environment.ProcessorCount, torch.Threads, Environment.GetEnvironmentVariable("OMP_WAIT_POLICY")),
            new JupyterState(
                Cli.Jupyter.Program, KernelProcess.ZeroMq,
                [.. Cli.Jupyter.KernelFolders().Select(folder => new Kernel(Path.GetFileName(folder), folder, KernelSpec.InWords(folder)))]),
            new SandboxState(Grading.Sandbox.Problem()));
    }

    /// <summary>Asks as a lesson would: in a session, with the library that lessons load.</summary>
    private static async Task<(string Version, int Threads, bool HasCuda)> AskTorchAsync(CancellationToken cancel)
    {
        await using var session = new CSharpSession(new SessionOptions { WorkingDirectory = Repository.Root });
        var answer = "";
        var result = await session.RunAsync(
            """
            #r "build/lib/TorchSharp.dll"
            using TorchSharp;
            Console.Write(System.Text.Json.JsonSerializer.Serialize(new object[] { torch.__version__, torch.get_num_threads(), torch.cuda.is_available() }))
            """,
            output => answer += (output as StreamOutput)?.Text,
            cancel);
        if (!result.Success)
            throw new CourseException($"libtorch could not be used: {result.Error?.Value}\nRun ./course setup; if that does not mend it, delete build/ and run it again.");
        using var values = JsonDocument.Parse(answer);
        return (values.RootElement[0].GetString()!, values.RootElement[1].GetInt32(), values.RootElement[2].GetBoolean());
    }

    private static string LoadedLibtorch()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileName(file).Contains("torch_cpu", StringComparison.Ordinal)) ?? "not loaded";
    }

    private static string ProcessorName() =>
        (File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")) ?? "CPU";

    private static async Task<IEnumerable<Device>> GpusAsync(CancellationToken cancel)
    {
        var result = await Shell.RunAsync("gpus", "nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"], cancel);
        return result.Lines.Select(line => line.Split(','))
            .Select(parts => new Device(parts[0].Trim(), "cuda", double.Parse(parts[1], CultureInfo.InvariantCulture) / 1024));
    }
}
