using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>What tensors cost beside libtorch, and that what is dropped is let go.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void An_operator_allocates_nothing_but_its_tensor()
    {
        var (a, b) = (tensor(1f), tensor(2f));
        var tensorAlone = Allocated(() => ones_like(a).Dispose());
        Assert.InRange(tensorAlone, 16, 64);
        Assert.Equal(tensorAlone, Allocated(() => a.add(b).Dispose()));
        Assert.Equal(tensorAlone, Allocated(() => (a * 2.5 + b).Dispose()) / 2);
        Assert.Equal(0, Allocated(() => a.add_(b)));
        Assert.Equal(0, Allocated(() => _ = a.dtype));
    }

    [Fact]
    public void What_is_dropped_without_dispose_is_released_after_a_collection()
    {
        var before = Tensor.TotalCount;
        MakeAndDrop(10_000);
        for (var i = 0; i < 10 && Tensor.TotalCount >= before + 1000; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.InRange(Tensor.TotalCount, 0, before + 999);  // tests beside this one hold some
    }

    [Fact]
    public void Many_threads_make_dispose_and_drop_tensors_at_once()
    {
        Parallel.For(0, 8, seed =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var made = tensor((double)(seed * 10_000 + i));
                var sum = made + 1;
                if (i % 3 == 0) made.Dispose();
                Assert.Equal(seed * 10_000 + i + 1, sum.item<double>());
                if (i % 2 == 0) sum.Dispose();
                if (i % 1000 == 0) GC.Collect(0);
            }
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeAndDrop(int count)
    {
        for (var i = 0; i < count; i++) ones(16);
    }

    private static long Allocated(Action action)
    {
        for (var i = 0; i < 100; i++) action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }
}
