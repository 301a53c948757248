using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Notebooks;

/// <summary>What this program and the notebook must see as one and the same assembly: the framework, and what both show values with.</summary>
internal static class SharedAssemblies
{
    private static readonly string _framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly Dictionary<string, string> _own =
        new[] { typeof(Formatter), typeof(Kernel), typeof(IHtmlContent), typeof(CellStop) }.ToDictionary(
            type => type.Assembly.GetName().Name!,
            type => type.Assembly.Location,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of all of them.</summary>
    public static IEnumerable<string> All =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == _framework)
            .Concat(_own.Values);

    /// <summary>The file of the shared assembly of this name; null where there is none.</summary>
    public static string? Find(string name)
    {
        if (_own.TryGetValue(name, out var path))
            return path;
        path = Path.Combine(_framework, name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
