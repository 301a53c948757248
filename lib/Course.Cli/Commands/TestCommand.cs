using System.CommandLine;
using System.Xml.Linq;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class TestCommand
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>What the tests of a project need beside what lessons need.</summary>
    private static Dictionary<string, SystemTools> Tools { get; } = new()
    {
        ["Course.Notebooks.Tests"] = SystemTools.Optional(Tool.Chromium),
        ["Course.Grading.Tests"] = SystemTools.Optional(Tool.Bubblewrap),
        ["Course.Kernel.Tests"] = new(Tool.ZeroMq),
        ["Course.Browser.Tests"] = SystemTools.Optional(Tool.ZeroMq, Tool.Jupyter, Tool.KernelAcceptance, Tool.Chromium),
    };

    public static Command Create()
    {
        var projects = new Argument<string[]>("project")
        {
            Description = "Test projects to run, by name (Course.Tests); all if none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name contains this." };
        var command = new Command("test", "Run the tests of all projects; the last line says how many passed and failed.") { projects, filter };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(projects)!, parsed.GetValue(filter), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, string? filter, CancellationToken cancel)
    {
        var projects = names.Length == 0 ? [Repository.PathOf("Course.sln")] : names.Select(ProjectFile).ToArray();
        await Installer.EnsureAsync([.. Installer.ForLessons, .. Tools.Where(tools => names.Length == 0 || names.Contains(tools.Key)).Select(tools => tools.Value)], cancel);

        Console.Error.WriteLine("• building the tests");
        foreach (var project in projects)
        {
            var build = await Shell.RunAsync("tests", "dotnet", ["build", project, "-c", "Release", "-v", "quiet"], cancel);
            if (!build.Succeeded)
                throw build.Failure($"Building {Repository.Shown(project)}", "Mend what the compiler says.");
        }

        var results = Path.Combine(Repository.Build, "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        // As many projects at a time as there are cores, each with one thread of libtorch: more threads only wait for each other.
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1");
        var exitCode = 0;
        foreach (var project in projects)
        {
            string[] test = ["test", project, "-c", "Release", "--no-build", "-m", "--logger", "trx", "--logger", "console;verbosity=minimal"];
            string[] only = filter is null ? [] : ["--filter", $"FullyQualifiedName~{filter}"];
            exitCode |= await Shell.RunInForegroundAsync("dotnet", [.. test, .. only], cancel);
        }

        return Summarize(results, exitCode, filter, Console.Out);
    }

    private static string ProjectFile(string name)
    {
        var file = Repository.PathOf("tests", name, name + ".csproj");
        var known = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);
        return File.Exists(file) ? file : throw new CourseException($"There is no test project '{name}'. There are: {string.Join(", ", known.Order())}.");
    }

    /// <summary>Names what was skipped and what failed, and closes with the line of counts.</summary>
    /// <param name="results">The folder with the runner's .trx files, in folders of the projects.</param>
    /// <param name="exitCode">The runner's exit code: a test process that died leaves no failed test behind.</param>
    /// <param name="filter">What the tests' names had to contain; null where all were to run.</param>
    /// <param name="output">Where to.</param>
    internal static int Summarize(string results, int exitCode, string? filter, TextWriter output)
    {
        var outcomes = Directory.Exists(results)
            ? Directory.EnumerateFiles(results, "*.trx", SearchOption.AllDirectories).SelectMany(file => XDocument.Load(file).Descendants(Trx + "UnitTestResult")).ToList()
            : [];
        int Count(string outcome) => outcomes.Count(result => (string?)result.Attribute("outcome") == outcome);

        var skipped = outcomes.Where(result => (string?)result.Attribute("outcome") == "NotExecuted").ToList();
        foreach (var result in skipped)
            output.WriteLine($"skipped: {(string?)result.Attribute("testName")}: {result.Descendants(Trx + "Message").FirstOrDefault()?.Value.Trim()}");
        var failed = outcomes.Where(result => (string?)result.Attribute("outcome") is not ("Passed" or "NotExecuted")).ToList();
        foreach (var result in failed)
            output.WriteLine($"FAILED: {(string?)result.Attribute("testName")}");

        var failures = failed.Count;
        if (exitCode != 0 && failures == 0)
        {
            output.WriteLine($"FAILED: the test runner ended with exit code {exitCode} although no test failed: a test process died, or none ran.");
            failures = 1;
        }
        else if (outcomes.Count == 0)
        {
            output.WriteLine($"FAILED: {(filter is null ? "there is no test." : $"no test's full name contains '{filter}' (Namespace.Class.Test_as_it_is_written).")}");
            failures = 1;
        }

        output.WriteLine($"{Count("Passed")} passed, {failures} failed{(skipped.Count == 0 ? "" : $", {skipped.Count} skipped")}");
        return failures == 0 ? 0 : 1;
    }
}
