using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("doctor", "Say what is in use: SDK, packages or their stand-ins, libtorch, devices, threads, Jupyter and its kernels, the sandbox.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync(Installer.ForLessons, cancel);
            var health = await Health.ReadAsync(cancel);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(health, Json));
            else
                Print(health);
            return 0;
        });
        return command;
    }

    private static void Print(Health health)
    {
        // No table: a path that is broken over two lines cannot be copied.
        static void Row(string name, string value) => Console.WriteLine($"{name,-40} {value}");
        Row("course", health.Folder);
        Row(".NET SDK", $"{health.Sdk} (runtime {health.Runtime})");
        foreach (var package in health.Packages)
            Row(package.Name, package.Source == "nuget" ? $"{package.Version} (NuGet)" : $"stand-in for {package.Version} (lib/standins)");
        Row("libtorch", $"{health.Libtorch.Version}, {health.Libtorch.Path}");
        foreach (var device in health.Devices)
            Row("device", $"{device.Name}, {device.MemoryGiB:0.0} GiB");
        Row("threads", $"{health.Threads.Torch} in torch, {health.Threads.Cores} cores, OMP_WAIT_POLICY={health.Threads.OmpWaitPolicy ?? "(not set)"}");
        Row("Jupyter", health.Jupyter.Program ?? "not installed; ./course lab installs it");
        Row("ZeroMQ", health.Jupyter.ZeroMq ?? "not installed; ./course lab installs it");
        foreach (var kernel in health.Jupyter.Kernels)
            Row($"kernel {kernel.Name}", $"{kernel.Description}, {kernel.Folder}");
        if (!health.Jupyter.Kernels.Any(kernel => string.Equals(kernel.Name, KernelSpec.Name, StringComparison.OrdinalIgnoreCase)))
            Row($"kernel {KernelSpec.Name}", "not installed; ./course lab installs it");
        Row("sandbox for ./course grade", health.Sandbox.Problem ?? "bubblewrap");
    }
}
