using System.Text.Json;

namespace Course.Cli.Setup;

/// <summary>Which of the course's packages are real and which are stand-ins, as Directory.Packages.props decided when <see cref="RealPackages"/> last asked.</summary>
internal static class PackageChoice
{
    public static string File { get; } = Path.Combine(Repository.Build, "packages.json");

    /// <summary>Package name to (source, version).</summary>
    public static IReadOnlyDictionary<string, (string Source, string Version)> Read() => new Dictionary<string, (string, string)>
    {
        ["TorchSharp"] = (Property("TorchSharpSource"), Property("TorchSharpVersion")),
        ["Plotly.NET"] = (Property("PlotlySource"), Property("PlotlyNETVersion")),
        ["Microsoft.Data.Analysis"] = (Property("DataAnalysisSource"), Property("DataAnalysisVersion")),
        ["Microsoft.DotNet.Interactive.Formatting"] = ("nuget", Property("FormattingVersion")),
    };

    public static IEnumerable<string> Asked { get; } =
        ["TorchSharpSource", "TorchSharpVersion", "TorchSharpPackage", "PlotlySource", "PlotlyNETVersion", "DataAnalysisSource", "DataAnalysisVersion", "FormattingVersion"];

    public static bool UsesStandIn(string package) => Read()[package].Source != "nuget";

    private static string Property(string name)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        return json.RootElement.GetProperty("Properties").GetProperty(name).GetString()!;
    }
}
