using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Reads the file in which a restore says what it found.</summary>
internal static class PackageAssets
{
    /// <summary>The files of the packages, and each package's version; null where one of the files is gone.</summary>
    public static PackageFiles? Read(string assetsFile, out Dictionary<string, string> versions)
    {
        versions = new(StringComparer.OrdinalIgnoreCase);
        List<string> compile = [], runtime = [], native = [];
        JsonNode assets;
        try
        {
            assets = JsonNode.Parse(File.ReadAllBytes(assetsFile))!;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }

        var folders = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        // Two targets: one for the framework, one for the framework on this system, which comes last and has all.
        foreach (var (library, content) in assets["targets"]!.AsObject().Last().Value!.AsObject())
        {
            if (library.Split('/') is not [var name, var version])
                continue;
            versions[name] = version;
            var relative = assets["libraries"]![library]!["path"]!.GetValue<string>();
            if (folders.Select(folder => Path.Combine(folder, relative)).FirstOrDefault(Directory.Exists) is not { } folder)
                return null;
            Collect(content!["compile"], folder, compile);
            Collect(content["runtime"], folder, runtime);
            Collect(content["native"], folder, native);
        }

        return compile.Concat(runtime).Concat(native).All(File.Exists) ? new PackageFiles(compile, runtime, native) : null;
    }

    private static void Collect(JsonNode? files, string folder, List<string> paths)
    {
        if (files is JsonObject names)
            paths.AddRange(names.Where(file => !file.Key.EndsWith("_._", StringComparison.Ordinal)).Select(file => Path.Combine(folder, file.Key)));
    }
}
