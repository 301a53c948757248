namespace Course.Cli.Setup;

/// <summary>plotly.js and KaTeX, which pages carry with them.</summary>
internal sealed class WebFiles : SetupStep
{
    public override string Name => "fetching plotly.js and KaTeX";

    private static string Folder => Path.Combine(Repository.Build, "web");

    private static string Manifest => Repository.PathOf("lib", "Course.Notebooks", "Pages", "package.json");

    private static string StampFile => Path.Combine(Folder, ".stamp");

    public override SystemTools? Needs => new(Tool.Npm);

    public override bool IsDone() => Fingerprint.Matches(StampFile, Fingerprint.Of([Manifest]));

    public override async Task RunAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        File.Copy(Manifest, Path.Combine(Folder, "package.json"), overwrite: true);
        var result = await Shell.RunAsync("web", "npm",
            ["install", "--prefix", Folder, "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"], cancel);
        if (!result.Succeeded)
            throw result.Failure("npm install", "Check the network or the registry that 'npm config get registry' names.");
        await File.WriteAllTextAsync(StampFile, Fingerprint.Of([Manifest]), cancel);
    }
}
