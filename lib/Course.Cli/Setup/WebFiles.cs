using Course.Notebooks.Pages;

namespace Course.Cli.Setup;

/// <summary>The scripts and fonts that pages carry with them.</summary>
internal sealed class WebFiles : SetupStep
{
    public override string Name => "fetching plotly.js, KaTeX and fonts";

    public static WebAssets Assets { get; } = new(Folder);

    private static string Folder => Path.Combine(Repository.Build, "web");

    private static string StampFile => Path.Combine(Folder, ".stamp");

    private static string Now => string.Join(' ', WebAssets.NpmPackages);

    public override SystemTools? Needs => new(Tool.Npm);

    public override bool IsDone() => Fingerprint.Matches(StampFile, Now) && Assets.Missing().Count == 0;

    public override async Task RunAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        var result = await Shell.RunAsync("web", "npm",
            ["install", "--prefix", Folder, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", .. WebAssets.NpmPackages], cancel);
        if (!result.Succeeded)
            throw result.Failure("npm install", "Check the network, or the registry that 'npm config get registry' names.");
        if (Assets.Missing() is [var missing, ..])
            throw new CourseException($"npm installed its packages into {Repository.Shown(Folder)}, but {missing} is not there. The whole log: {Repository.Shown(result.LogFile)}");
        await File.WriteAllTextAsync(StampFile, Now, cancel);
    }
}
