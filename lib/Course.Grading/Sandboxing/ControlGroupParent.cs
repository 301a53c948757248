using System.Diagnostics;
using System.Globalization;

namespace Course.Grading;

/// <summary>Where control groups can be made: below this process's own, so that whatever bounds us bounds them too.</summary>
/// <param name="Folders">Of the second version one folder; of the first one for memory and one for processes.</param>
/// <param name="IsUnified">Whether it is the second version.</param>
internal sealed record ControlGroupParent(IReadOnlyList<string> Folders, bool IsUnified)
{
    public const string Prefix = "course-sandbox-";

    /// <summary>Looks for it, tries it, and removes what graders that were killed have left there.</summary>
    /// <returns>Null where there is none, or where it may not be used.</returns>
    public static ControlGroupParent? Find()
    {
        try
        {
            if (FindFor("/proc/self") is not { } parent)
                return null;
            foreach (var folder in parent.Folders)
                RemoveLeft(folder);
            return parent.Works() ? parent : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where they would be made, untried.</summary>
    /// <param name="process">The process's folder in /proc.</param>
    internal static ControlGroupParent? FindFor(string process) => FindFirst(process) ?? FindUnified(process);

    /// <summary>The first version: a tree of folders for each resource.</summary>
    private static ControlGroupParent? FindFirst(string process)
    {
        List<string> folders = [];
        foreach (var resource in (string[])["memory", "pids"])
        {
            var mount = Mounts(process).FirstOrDefault(mount => mount.Type == "cgroup" && mount.Options.Contains(resource)).Folder;
            if (mount is null)
                return null;
            var own = (mount + Own(process, controllers => controllers.Split(',').Contains(resource))).TrimEnd('/');
            folders.Add(Directory.Exists(own) ? own : mount); // a container may see the tree from further in
        }

        return new(folders, IsUnified: false);
    }

    /// <summary>The second version: the nearest folder whose children are bounded in both, for only such a one may hold groups beside processes.</summary>
    private static ControlGroupParent? FindUnified(string process)
    {
        var mount = Mounts(process).FirstOrDefault(mount => mount.Type == "cgroup2").Folder;
        if (mount is null)
            return null;
        var own = (mount + Own(process, controllers => controllers.Length == 0)).TrimEnd('/');
        for (var folder = own; folder.StartsWith(mount, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder)!)
        {
            var file = Path.Combine(folder, "cgroup.subtree_control");
            if (File.Exists(file) && File.ReadAllText(file).Split([' ', '\n']) is var bounded && bounded.Contains("memory") && bounded.Contains("pids"))
                return new([folder], IsUnified: true);
        }

        return null;
    }

    private static IEnumerable<(string Type, string Folder, string[] Options)> Mounts(string process) =>
        File.ReadLines(Path.Combine(process, "mounts")).Select(line => line.Split(' ')).Select(fields => (fields[2], fields[1], fields[3].Split(',')));

    /// <summary>Our own group's path in the tree of certain controllers.</summary>
    private static string Own(string process, Func<string, bool> isTree) =>
        File.ReadLines(Path.Combine(process, "cgroup")).Select(line => line.Split(':', 3)).FirstOrDefault(fields => isTree(fields[1]))?[2] ?? "";

    private static void RemoveLeft(string folder)
    {
        foreach (var group in Directory.EnumerateDirectories(folder, Prefix + "*"))
        {
            var owner = Path.GetFileName(group)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists("/proc/" + owner))
                continue;
            try
            {
                Directory.Delete(group);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }

    /// <summary>A group may be made and yet not be entered.</summary>
    private bool Works()
    {
        var group = ControlGroup.Create(this, new SandboxOptions());
        try
        {
            using var process = Process.Start(new ProcessStartInfo(group.Enter[0], [.. group.Enter.Skip(1), "true"]) { RedirectStandardError = true })!;
            return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        finally
        {
            group.Remove();
        }
    }
}
