using System.CommandLine;
using Course.Cli.Setup;
using Course.Kernel;
using Course.Notebooks;

namespace Course.Cli.Commands;

/// <summary>The C# kernel for Jupyter: tells Jupyter of it, and is what Jupyter starts.</summary>
internal static class KernelCommand
{
    /// <summary>What the kernel and the notebooks that it runs need.</summary>
    public static IReadOnlyList<SetupStep> Needs { get; } = [.. Installer.ForLessons, new SystemTools(Tool.ZeroMq)];

    public static Command Create()
    {
        var prefix = new Option<string?>("--prefix") { Description = "The Python environment whose Jupyter is meant, such as a conda prefix; without it, the user's own folder." };
        var replace = new Option<bool>("--replace") { Description = $"Put another kernel named {KernelSpec.Name} (.NET Interactive's) aside; uninstall puts it back." };
        var install = new Command("install", "Tell Jupyter of the course's C# kernel.") { prefix, replace };
        install.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync(Needs, cancel);
            var folder = KernelSpec.Install(Kernels(parsed.GetValue(prefix)), Jupyter.KernelFolders(), parsed.GetValue(replace));
            Console.WriteLine($"Installed: {folder}");
            if (KernelSpec.Rival(folder, Jupyter.KernelFolders()) is { } rival)
                Console.WriteLine($"• {rival}");
        });
        var uninstall = new Command("uninstall", "Take the course's C# kernel away from Jupyter.") { prefix };
        uninstall.SetAction(parsed =>
        {
            var kernels = Kernels(parsed.GetValue(prefix));
            Console.WriteLine(KernelSpec.Uninstall(kernels) is { } folder ? $"Uninstalled: {folder}" : $"The course's kernel is not installed in {kernels}.");
        });
        var list = new Command("list", "Name the kernels that Jupyter finds; of several with one name it takes the first.");
        list.SetAction(_ =>
        {
            foreach (var folder in Jupyter.KernelFolders())
                Console.WriteLine($"{Path.GetFileName(folder),-15} {folder}  ({KernelSpec.InWords(folder)})");
        });
        var run = new Command("run", "Run the kernel; Jupyter does this.") { new Argument<string>("connection-file") };
        run.SetAction((parsed, _) => RunAsync(parsed.GetValue<string>("connection-file")!));
        return new Command("kernel", "The C# kernel for Jupyter.") { install, uninstall, list, run };
    }

    /// <summary>Runs a kernel in this process.</summary>
    public static Task<int> RunAsync(string connectionFile) => KernelProcess.RunAsync(
        connectionFile,
        new SessionOptions { ProvidedPackages = CourseLibrary.Packages, LibraryDirectory = Repository.Notebooks },
        WebFiles.Assets.PlotlyScript);

    private static string Kernels(string? prefix) => prefix is null ? Jupyter.OwnKernels : Path.GetFullPath(Path.Combine(prefix, "share", "jupyter", "kernels"));
}
