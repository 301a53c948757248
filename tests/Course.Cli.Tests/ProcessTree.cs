using System.Globalization;

namespace Course.Cli.Tests;

/// <summary>A process and all that it has started, from Linux's /proc.</summary>
internal static class ProcessTree
{
    /// <summary>The processes that run now; one that ended and another that got its number are told apart by when they began.</summary>
    public static List<(int Id, string Began)> Of(int root)
    {
        var ids = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => char.IsAsciiDigit(name[0]));
        List<(int Id, int Parent, string Began)> all = [.. ids.Select(Stat).OfType<(int, int, string)>()];
        var children = all.ToLookup(process => process.Parent);
        List<(int Id, string Began)> tree = [.. all.Where(process => process.Id == root).Select(process => (process.Id, process.Began))];
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i].Id].Select(process => (process.Id, process.Began)));
        return tree;
    }

    public static bool IsRunning((int Id, string Began) process) => Stat(process.Id.ToString(CultureInfo.InvariantCulture))?.Began == process.Began;

    /// <summary>Bytes of memory that a process holds; what it shares with others is shared out.</summary>
    public static long Memory(int id) => Kilobytes($"/proc/{id}/smaps_rollup", "Pss:") ?? Kilobytes($"/proc/{id}/status", "VmRSS:") ?? 0;

    private static long? Kilobytes(string file, string name) =>
        Read(file)?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? 1024 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : null;

    private static (int Id, int Parent, string Began)? Stat(string id)
    {
        // The name in parentheses may hold spaces and parentheses; zombies have ended.
        if (Read($"/proc/{id}/stat") is not { } text)
            return null;
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] == "Z" ? null : (int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is not ours to look into
        }
    }
}
