using System.Globalization;
using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>Linux's processes, their parents and what they hold.</summary>
internal static partial class ProcessTree
{
    private const int Kill = 9, Continue = 18, Stop = 19;

    /// <summary>
    /// Ends a sandbox: the first process of its namespace, with which the system ends all others, before bwrap's own, which
    /// waits for it. Bwrap is stopped while we look, so that it starts nothing unseen.
    /// </summary>
    /// <param name="bwrap">The process outside that waits for those inside.</param>
    public static void KillNamespace(int bwrap)
    {
        _ = Signal(bwrap, Stop);
        var inside = Children(bwrap);
        foreach (var child in inside)
            _ = Signal(child, Kill);
        _ = Signal(bwrap, inside.Count > 0 ? Continue : Kill);
    }

    /// <summary>Ends a process.</summary>
    public static void KillProcess(int process) => _ = Signal(process, Kill);

    /// <summary>All processes of the machine that may be seen.</summary>
    public static List<ProcessUse> All()
    {
        var all = new List<ProcessUse>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ProcessUse.Read(id) is { } use)
                all.Add(use);
        }

        return all;
    }

    /// <summary>A process and all that it started, as long as their parents live.</summary>
    public static List<ProcessUse> Of(int root, ILookup<int, ProcessUse> byParent)
    {
        List<ProcessUse> tree = ProcessUse.Read(root) is { } first ? [first] : [];
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(byParent[tree[i].Id]);
        return tree;
    }

    private static List<int> Children(int parent) => [.. All().Where(process => process.Parent == parent).Select(process => process.Id)];

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
