namespace Course.Cli.Setup;

/// <summary>The library that lessons load: Course.dll and all it needs, compiled ahead of time, in build/lib.</summary>
internal sealed class CourseLibrary : SetupStep
{
    public override string Name => "building the course's library";

    /// <summary>
    /// The packages that are in the library already, so that <c>#r "nuget: …"</c> of one in a notebook means the same
    /// assembly. The course's own comes with each of them: it has the formatters of their values.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Packages { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
    {
        ["TorchSharp"] = Files("TorchSharp", "Course"),
        ["TorchSharp-cpu"] = Files("TorchSharp", "Course"),
        ["TorchSharp-cuda-linux"] = Files("TorchSharp", "Course"),
        ["TorchSharp-cuda-windows"] = Files("TorchSharp", "Course"),
        ["Plotly.NET"] = Files("Plotly.NET", "FSharp.Core", "Course"),
        ["Plotly.NET.Interactive"] = Files("Plotly.NET", "FSharp.Core", "Course"),
        ["Microsoft.Data.Analysis"] = Files("Microsoft.Data.Analysis", "Course"),
    };

    private static string StampFile => Path.Combine(Repository.Library, ".stamp");

    private static string Now => Fingerprint.Of(
        [
            Repository.PathOf("lib", "Course"), Repository.PathOf("lib", "standins"), PackageChoice.File,
            Repository.PathOf("Directory.Build.props"), Repository.PathOf("Directory.Build.targets"), Repository.PathOf("Directory.Packages.props"),
        ],
        Environment.Version.ToString(), Libtorch.Find());

    public override SystemTools? Needs => new(Tool.Compiler);

    private static string[] Files(params string[] assemblies) => [.. assemblies.Select(name => Path.Combine(Repository.Library, name + ".dll"))];

    public override bool IsDone() => Files("Course", "TorchSharp", "Plotly.NET", "Microsoft.Data.Analysis").All(File.Exists) && Fingerprint.Matches(StampFile, Now);

    public override async Task RunAsync(CancellationToken cancel)
    {
        // Published beside the old one and swapped in, so that a failed build leaves the old one working.
        var fresh = Repository.Library + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);

        string[] publish = ["publish", Repository.PathOf("lib", "Course"), "-c", "Release", "--ucr", "--self-contained", "false", "-o", fresh, "-v", "quiet"];
        var result = await Shell.RunAsync("library", "dotnet", [.. publish, "-p:PublishReadyToRun=true"], cancel);
        // The feed may lack the ahead-of-time compiler: then start-up is slower, and all else is the same.
        if (!result.Succeeded && result.Lines.Any(line => line.Contains("crossgen", StringComparison.OrdinalIgnoreCase)))
            result = await Shell.RunAsync("library", "dotnet", publish, cancel);
        if (!result.Succeeded)
            throw result.Failure("Building the library", Environment.GetEnvironmentVariable("CoursePackages") == "nuget"
                ? "CoursePackages=nuget allows no stand-ins: without it, those take the place of packages that the feed lacks."
                : !result.Lines.Any(line => line.Contains("error NU", StringComparison.Ordinal)) ? "Mend what the compiler says."
                : "Packages could not be restored: check the network or the feeds that 'dotnet nuget list source' names.");

        await File.WriteAllTextAsync(Path.Combine(fresh, ".stamp"), Now, cancel);
        if (Directory.Exists(Repository.Library))
            Directory.Delete(Repository.Library, recursive: true);
        Directory.Move(fresh, Repository.Library);
    }
}
