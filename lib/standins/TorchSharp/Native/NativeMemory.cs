namespace TorchSharp;

/// <summary>
/// Counts the memory that tensors hold outside the garbage collector's sight, and collects when much of it is new: a
/// loop that disposes nothing then lives in bounded memory.
/// </summary>
internal static class NativeMemory
{
    private const long Slack = 64 << 10;  // KiB: small against any machine, and a collection's cost vanishes in filling it
    private static long held;
    private static long limit = Slack;
    private static int collecting;

    /// <summary>Counts a new tensor's memory, in KiB.</summary>
    internal static void Add(int size)
    {
        if (size != 0 && Interlocked.Add(ref held, size) > Volatile.Read(ref limit)) Collect();
    }

    internal static void Remove(int size)
    {
        if (size != 0) Interlocked.Add(ref held, -size);
    }

    private static void Collect()
    {
        if (Interlocked.Exchange(ref collecting, 1) != 0) return;
        // The youngest first: tensors of the last steps are mostly there, and a full collection is dear where Roslyn is loaded.
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
            if (Volatile.Read(ref held) < limit - Slack / 2) break;
        }
        var kept = Volatile.Read(ref held);
        Volatile.Write(ref limit, kept + Math.Clamp(kept / 2, Slack, 16 * Slack));
        Volatile.Write(ref collecting, 0);
    }
}
