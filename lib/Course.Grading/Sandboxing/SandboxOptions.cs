namespace Course.Grading;

/// <summary>What a sandboxed process may do and use.</summary>
public sealed record SandboxOptions
{
    /// <summary>Files and folders that it may read, beside the system's own: the course's command and library, .NET, libtorch.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>Memory that it may hold, in bytes.</summary>
    public long Memory { get; init; } = 2L << 30;

    /// <summary>Threads that it may have, .NET's own among them.</summary>
    public int Threads { get; init; } = 256;

    /// <summary>What its folder for temporary files holds, in bytes; no file may be larger.</summary>
    public long Disk { get; init; } = 64L << 20;

    /// <summary>Variables of its environment, set whether it is in a sandbox or not; of ours it sees only those that say how many threads to use and where libraries are.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the process runs without a sandbox, with the user's own rights: for one's own work, never for a stranger's.</summary>
    public bool Unsafe { get; init; }
}
