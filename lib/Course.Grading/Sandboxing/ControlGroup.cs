using System.Globalization;

namespace Course.Grading;

/// <summary>A control group of Linux, of the first or the second version, that bounds what a sandbox's processes hold together.</summary>
internal sealed class ControlGroup
{
    /// <summary>Processes that the sandbox itself takes: bwrap outside, and the first one inside.</summary>
    public const int Overhead = 4;

    private static readonly Lazy<ControlGroupParent?> _place = new(ControlGroupParent.Find);
    private static int _count;

    private readonly ControlGroupParent _parent;
    private readonly string[] _folders;

    private ControlGroup(ControlGroupParent parent, string name)
    {
        _parent = parent;
        _folders = [.. parent.Folders.Select(folder => Path.Combine(folder, name))];
    }

    /// <summary>The beginning of a command line that enters it: a shell, so that nothing of the program runs outside.</summary>
    public IReadOnlyList<string> Enter =>
        ["sh", "-c", string.Concat(_folders.Select((_, i) => $"echo $$ >\"${i + 1}/cgroup.procs\" && ")) + $"shift {_folders.Length} && exec \"$@\"", "sh", .. _folders];

    /// <summary>Whether the system has ended a process of it for its memory.</summary>
    public bool RanOutOfMemory =>
        _folders.Select(folder => Path.Combine(folder, _parent.IsUnified ? "memory.events" : "memory.oom_control")).Where(File.Exists)
            .SelectMany(File.ReadLines).Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && line != "oom_kill 0");

    /// <returns>Null where none can be made.</returns>
    public static ControlGroup? Create(SandboxOptions options) => _place.Value is { } parent ? Create(parent, options) : null;

    /// <exception cref="IOException">It could not be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    internal static ControlGroup Create(ControlGroupParent parent, SandboxOptions options)
    {
        var group = new ControlGroup(parent, $"{ControlGroupParent.Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        foreach (var folder in group._folders)
            Directory.CreateDirectory(folder);
        group.Set(parent.IsUnified ? "memory.max" : "memory.limit_in_bytes", options.Memory);
        group.Set(parent.IsUnified ? "memory.swap.max" : "memory.swappiness", 0);
        group.Set("memory.oom.group", 1);
        group.Set("pids.max", options.Threads + Overhead);
        return group;
    }

    /// <summary>Ends what is left in it and removes it.</summary>
    public void Remove()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                foreach (var folder in _folders.Where(Directory.Exists))
                {
                    foreach (var process in File.ReadLines(Path.Combine(folder, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)))
                    {
                        if (process != 0) // one that we cannot see; to kill it would mean ourselves
                            ProcessTree.KillProcess(process);
                    }

                    Directory.Delete(folder);
                }

                return;
            }
            catch (IOException)
            {
                Thread.Sleep(20); // busy until its last process is gone
            }
        }
    }

    private void Set(string setting, long value)
    {
        foreach (var file in _folders.Select(folder => Path.Combine(folder, setting)).Where(File.Exists))
            File.WriteAllText(file, value.ToString(CultureInfo.InvariantCulture));
    }
}
