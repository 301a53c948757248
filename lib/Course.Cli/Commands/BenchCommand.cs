using System.CommandLine;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class BenchCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "What to measure." };
        name.AcceptOnlyFromAmong("kernel", "session", "torch", "train");
        var json = new Option<bool>("--json") { Description = "As a JSON array." };
        var command = new Command("bench", "Measure, in turns with a peer where there is one; a figure beyond its limit is marked, and is no error: machines differ.") { name, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync([.. Installer.ForLessons, Peers(parsed.GetValue(name)!)], cancel);
            var project = Repository.PathOf("tests", "benchmarks", "Course.Benchmarks");
            var build = await Shell.RunAsync("benchmarks", "dotnet", ["build", project, "-c", "Release", "-v", "quiet"], cancel);
            if (!build.Succeeded)
                throw build.Failure("Building the benchmarks", "Mend what the compiler says.");
            string[] arguments = [Path.Combine(Repository.Build, "bin", "Course.Benchmarks", "release", "Course.Benchmarks.dll"), parsed.GetValue(name)!];
            return await Shell.RunInForegroundAsync("dotnet", parsed.GetValue(json) ? [.. arguments, "--json"] : arguments, cancel);
        });
        return command;
    }

    private static SystemTools Peers(string name) => name switch
    {
        "kernel" => new(Tool.ZeroMq, Tool.IPythonKernel),
        "torch" or "train" => new(Tool.PythonTorch),
        _ => new(),
    };
}
