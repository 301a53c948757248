using System.CommandLine;
using System.Globalization;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class BenchCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "What to measure." };
        name.AcceptOnlyFromAmong("curvature", "gd", "grade", "kernel", "memory", "session", "torch", "train");
        var json = new Option<bool>("--json") { Description = "As a JSON array." };
        var peers = new Option<DirectoryInfo>("--peer") { Description = "For curvature: a folder of Python packages (PyHessian, hessian-eigenthings, curvlinops, BackPACK, Cockpit) to measure too." };
        peers.AcceptExistingOnly();
        var submissions = new Option<int>("--submissions") { Description = "For grade: how many are graded; fewer for a quick look.", DefaultValueFactory = _ => 300 };
        var command = new Command("bench", "Measure, in turns with a peer where there is one: medians, and the median of the turns' ratios; a figure beyond its limit is marked, and is no error: machines differ.") { name, json, peers, submissions };
        command.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync([.. Installer.ForLessons, Peers(parsed.GetValue(name)!)], cancel);
            var project = Repository.PathOf("tests", "benchmarks", "Course.Benchmarks");
            var build = await Shell.RunAsync("benchmarks", "dotnet", ["build", project, "-c", "Release", "-v", "quiet"], cancel);
            if (!build.Succeeded)
                throw build.Failure("Building the benchmarks", "Mend what the compiler says.");
            string[] program = [Path.Combine(Repository.Build, "bin", "Course.Benchmarks", "release", "Course.Benchmarks.dll"), parsed.GetValue(name)!];
            string[] shown = parsed.GetValue(json) ? ["--json"] : [];
            string[] beside = parsed.GetValue(peers) is { } folder ? ["--peer", folder.FullName] : [];
            string[] size = parsed.GetValue(name) == "grade" ? ["--submissions", parsed.GetValue(submissions).ToString(CultureInfo.InvariantCulture)] : [];
            return await Shell.RunInForegroundAsync("dotnet", [.. program, .. shown, .. beside, .. size], cancel);
        });
        return command;
    }

    private static SystemTools Peers(string name) => name switch
    {
        "kernel" => new(Tool.ZeroMq, Tool.IPythonKernel),
        "curvature" or "torch" or "train" => new(Tool.PythonTorch),
        _ => new(),
    };
}
