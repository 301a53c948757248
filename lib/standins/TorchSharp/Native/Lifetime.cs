using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// Knows every native tensor and the object that owns it, so that what is dropped without Dispose is let go: after a
/// garbage collection, those whose owner is gone are released in one batch. A finalizer on each tensor would cost more
/// than a small operator's whole way from here to libtorch.
/// </summary>
internal static unsafe class Lifetime
{
    private const long Overhead = 512;        // bytes: about what libtorch keeps beside a tensor's elements
    private const long Slack = 64L << 20;     // small against any machine, and a collection's cost vanishes in filling it
    private const int Strays = 32;            // so many tensors more than after the last collection here mean that some were dropped
    private static readonly Lock gate = new();
    private static Slot[] slots = [];
    private static int free = -1;       // the first free slot, from which Slot.Next leads to the others
    private static long count;
    private static long peak;
    private static long held;           // bytes of the tensors that live
    private static long limit = Slack;  // above it, all generations are collected
    private static long passed;         // bytes of all tensors made since the last collection here, disposed or not
    private static long settled;        // tensors that it left
    private static int young;           // collections of the youngest: every eighth takes the next generation with it
    private static int collecting;      // 1 while a thread collects; the others go on

    private struct Slot
    {
        internal WeakGCHandle<torch.Tensor> Owner;
        internal nint Native;  // 0 where the slot is free
        internal long Size;
        internal int Next;
    }

    static Lifetime() => _ = new Sentinel();

    internal static long Count => Volatile.Read(ref count);

    internal static long Peak => Volatile.Read(ref peak);

    /// <summary>Takes note of a new tensor whose memory is of that many KiB, and gives its slot.</summary>
    internal static int Begin(torch.Tensor owner, nint native, int size)
    {
        int taken;
        bool full, scattered;
        lock (gate)
        {
            if (free < 0) Grow();
            taken = free;
            ref var slot = ref slots[taken];
            free = slot.Next;
            slot.Owner.SetTarget(owner);
            slot.Native = native;
            slot.Size = Overhead + ((long)size << 10);
            if (++count > peak) peak = count;
            full = (held += slot.Size) > limit;
            passed += slot.Size;
            scattered = passed > 2 * Slack && count > settled + Strays;
        }
        if (full) Collect(GC.MaxGeneration);
        // A few small tensors dropped between large ones that come and go keep their memory in pieces, so that it grows.
        else if (scattered) Collect(++young % 8 == 0 ? 1 : 0);
        return taken;
    }

    /// <summary>Gives the slot back; whoever ends it releases the native tensor, or passes it on.</summary>
    internal static void End(int taken)
    {
        lock (gate) Free(taken);
    }

    /// <summary>Hands the slot to another object.</summary>
    internal static void Pass(int taken, torch.Tensor owner)
    {
        lock (gate) slots[taken].Owner.SetTarget(owner);
    }

    private static void Free(int taken)
    {
        ref var slot = ref slots[taken];
        slot.Native = 0;
        slot.Next = free;
        free = taken;
        held -= slot.Size;
        count--;
    }

    private static void Grow()
    {
        var old = slots.Length;
        Array.Resize(ref slots, Math.Max(256, 2 * old));
        for (var i = slots.Length - 1; i >= old; i--)
        {
            // Until the object is gone for good: a finalizer of somebody else's may still dispose it.
            slots[i].Owner = new WeakGCHandle<torch.Tensor>(null!, trackResurrection: true);
            slots[i].Next = free;
            free = i;
        }
    }

    /// <summary>Releases the tensors whose owners were collected.</summary>
    private static void Sweep()
    {
        const int Batch = 1024;
        var dead = stackalloc nint[Batch];
        for (var start = 0; start < slots.Length; start += Batch)
        {
            var found = 0;
            lock (gate)
            {
                var end = Math.Min(start + Batch, slots.Length);
                for (var i = start; i < end; i++)
                {
                    if (slots[i].Native == 0 || slots[i].Owner.TryGetTarget(out _)) continue;
                    dead[found++] = slots[i].Native;
                    Free(i);
                }
            }
            Native.ReleaseAll(dead, found);
        }
    }

    private static void Collect(int oldest)
    {
        if (Interlocked.Exchange(ref collecting, 1) != 0) return;
        // The youngest first: tensors of the last steps are mostly there, and a full collection is dear where Roslyn is loaded.
        for (var generation = oldest == GC.MaxGeneration ? 0 : oldest; generation <= oldest; generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            Sweep();
            if (Volatile.Read(ref held) < limit - Slack / 2) break;
        }
        lock (gate)
        {
            (passed, settled) = (0, count);
            if (oldest == GC.MaxGeneration) limit = held + Math.Clamp(held / 2, Slack, 16 * Slack);
        }
        Volatile.Write(ref collecting, 0);
    }

    /// <summary>Dies in each garbage collection, and a new one with it is born for the next.</summary>
    private sealed class Sentinel
    {
        ~Sentinel()
        {
            if (Environment.HasShutdownStarted) return;
            Sweep();
            _ = new Sentinel();
        }
    }
}
