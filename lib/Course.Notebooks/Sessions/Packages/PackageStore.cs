using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>
/// Brings NuGet packages by <c>dotnet restore</c> of a small project in a cache folder. What was brought once costs
/// a look at that folder and needs no network.
/// </summary>
/// <param name="options">The session's options.</param>
/// <param name="say">Tells the reader of the notebook what was done.</param>
internal sealed partial class PackageStore(SessionOptions options, Action<string> say)
{
    private static readonly string _cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "course", "packages");

    private readonly List<PackageRequest> _restored = [];
    private readonly List<string> _sources = [];
    private readonly HashSet<string> _provided = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the running cell is to be stopped; a restore then ends too.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>Asks this feed too from now on.</summary>
    public void AddSource(string source)
    {
        if (!_sources.Contains(source))
            _sources.Add(source);
    }

    /// <summary>The files of a package together with those that the session has already, in versions that agree.</summary>
    /// <exception cref="PackageException">It cannot be had; the message says why. The session is as before.</exception>
    public PackageFiles Resolve(PackageRequest request)
    {
        if (options.ProvidedPackages.TryGetValue(request.Name, out var provided))
        {
            if (_provided.Add(request.Name))
                say($"Package {request}: this course brings its own {request.Name}, and that is used: {string.Join(", ", provided)}");
            return new PackageFiles(provided, provided, [], IsProvided: true);
        }

        request = request with { Version = request.Version ?? PackageCatalog.Newest(request.Name) };
        List<PackageRequest> all = [.. _restored.Where(other => !Same(other, request)), request];
        var files = Restore(all, out var versions);
        if (!_restored.Any(other => other == request))
            say($"Installed package {request.Name}, version {versions.GetValueOrDefault(request.Name, "unknown")}");
        _restored.RemoveAll(other => Same(other, request));
        _restored.Add(request);
        return files;
    }

    private static bool Same(PackageRequest one, PackageRequest other) => string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);

    private PackageFiles Restore(List<PackageRequest> packages, out Dictionary<string, string> versions)
    {
        var project = Project(packages);
        var folder = Path.Combine(_cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16]);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        // A restore that fails leaves assets too; the mark says that it did not.
        var mark = Path.Combine(folder, "restored");
        versions = [];
        if (File.Exists(mark) && PackageAssets.Read(assets, out versions) is { } cached)
            return cached;

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "packages.csproj"), project);
        RunRestore(folder, packages[^1]);
        File.WriteAllText(mark, "");
        return PackageAssets.Read(assets, out versions)
            ?? throw new PackageException($"Package {packages[^1]} was restored, but its files are not in the package folder. Delete {folder} and run the cell again.");
    }

    private string Project(List<PackageRequest> packages)
    {
        var references = packages.Select(package =>
            $"""    <PackageReference Include="{SecurityElement.Escape(package.Name)}" Version="{SecurityElement.Escape(package.Version ?? "*")}" />""");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <DisableImplicitNuGetFallbackFolder>true</DisableImplicitNuGetFallbackFolder>
                <NuGetAudit>false</NuGetAudit>
                <RestoreIgnoreFailedSources>true</RestoreIgnoreFailedSources>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', _sources))}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    private void RunRestore(string folder, PackageRequest request)
    {
        var start = new ProcessStartInfo(DotNet())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                "restore", "packages.csproj", "--nologo", "--verbosity", "quiet",
                // The cache stands alone, but the feeds are those of the notebook's folder.
                "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false", "-p:ImportDirectoryPackagesProps=false",
                $"-p:RestoreRootConfigDirectory={options.WorkingDirectory}",
            },
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start) ?? throw new PackageException("`dotnet restore` did not start; `#r \"nuget: …\"` needs the .NET SDK.");
        using var stop = Cancel.UnsafeRegister(static process => ((Process)process!).Kill(entireProcessTree: true), process);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        Cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new PackageException($"Package {request} cannot be brought: {Reason(output)}\nThe session is as it was. Check the name and version, and the network or the feeds in nuget.config.");
    }

    private static string Reason(string output)
    {
        var reasons = Message().Matches(output).Select(match => match.Groups["reason"].Value.Trim()).Distinct().ToList();
        return reasons.Count > 0 ? string.Join("\n", reasons) : output.Trim();
    }

    private static string DotNet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var besideRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(besideRuntime) ? besideRuntime : name;
    }

    /// <summary>An error, or the warning that a feed could not be asked.</summary>
    [GeneratedRegex(@"(error|warning (?=NU1801))\s*:?\s*(?<reason>.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Message();
}
