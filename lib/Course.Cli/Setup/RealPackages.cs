namespace Course.Cli.Setup;

/// <summary>Tries to bring the real packages into the NuGet cache; Directory.Packages.props then uses those that came.</summary>
internal sealed class RealPackages : SetupStep
{
    public override string Name => "asking the package feed for TorchSharp, Plotly.NET and Microsoft.Data.Analysis";

    private static string StampFile => Path.Combine(Repository.Build, "packages.stamp");

    private static string Now => Fingerprint.Of([Repository.PathOf("Directory.Packages.props")],
        Environment.GetEnvironmentVariable("CoursePackages"), Environment.GetEnvironmentVariable("NUGET_PACKAGES"));

    public override bool IsDone() => Fingerprint.Matches(StampFile, Now) && File.Exists(PackageChoice.File);

    public override async Task RunAsync(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable("CoursePackages") != "standins")
            await Task.WhenAll(Wanted().Select(package => DownloadAsync(package, cancel)));

        var choice = await Shell.RunAsync("packages", "dotnet",
            ["msbuild", Repository.PathOf("lib", "Course", "Course.csproj"), "-getProperty:" + string.Join(',', PackageChoice.Asked)], cancel);
        if (!choice.Succeeded)
            throw choice.Failure("Reading Directory.Packages.props", "Restore it from version control.");
        File.WriteAllLines(PackageChoice.File, choice.Lines);
        File.WriteAllText(StampFile, Now);
        foreach (var (package, (source, version)) in PackageChoice.Read())
            Console.Error.WriteLine(source == "nuget" ? $"  {package} {version}" : $"  {package}: the stand-in in lib/standins");
    }

    private static IEnumerable<string> Wanted()
    {
        yield return Shell.Find("nvidia-smi") is null ? "TorchSharp-cpu" : OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";
        yield return "Plotly.NET";
        yield return "Microsoft.Data.Analysis";
    }

    /// <summary>A restore of a project that does nothing but name the package; that it fails is an answer too.</summary>
    private static async Task DownloadAsync(string package, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Build, "packages", package)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Probe.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="{package}" />
              </ItemGroup>
            </Project>
            """, cancel);
        await Shell.RunAsync("packages-" + package, "dotnet", ["restore", folder, "-v", "quiet"], cancel);
    }
}
