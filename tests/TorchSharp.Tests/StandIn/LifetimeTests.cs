using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.StandIn;

/// <summary>What tensors cost beside libtorch, and that what is dropped is let go.</summary>
public sealed class LifetimeTests
{
    private const long MiB = 1 << 20;

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
    public void A_hundred_thousand_operations_without_dispose_live_in_bounded_memory()
    {
        var start = Environment.WorkingSet;
        var (most, t) = (0L, zeros(256, 1024));  // 1 MiB each: kept, they would be 100 GiB
        for (var i = 0; i < 100_000; i++)
        {
            t = i % 2 == 0 ? t.view(1024, 256) : t.view(256, 1024).detach();
            if (i % 10 == 0) t = t + 1;
            if (i % 1000 != 0) continue;
            GC.WaitForPendingFinalizers();  // on a busy machine their thread is late, and what they hold with it
            most = Math.Max(most, Environment.WorkingSet);
        }
        Assert.Equal(10_000f, t[0, 0].item<float>());
        Assert.True(most - start < 1024 * MiB, $"grew by {(most - start) / MiB} MiB");
    }

    [Fact]
    public void A_training_loop_that_disposes_nothing_lives_in_bounded_memory()
    {
        var model = Sequential(Linear(256, 1024), ReLU(), Linear(1024, 1));
        var optimizer = optim.Adam(model.parameters());
        var (x, y) = (randn(256, 256), randn(256, 1));
        var (start, most) = (Environment.WorkingSet, 0L);
        for (var i = 0; i < 1000; i++)  // what each step drops pins some 2.6 MiB between its pieces: kept, 2.6 GiB
        {
            optimizer.zero_grad();
            functional.mse_loss(model.call(x), y).backward();
            optimizer.step();
            if (i % 10 == 0) GC.WaitForPendingFinalizers();
            most = Math.Max(most, Environment.WorkingSet);
        }
        Assert.True(most - start < 500 * MiB, $"grew by {(most - start) / MiB} MiB");
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

    [Fact]
    public void The_gradient_of_an_unused_input_is_no_living_tensor()
    {
        var (used, unused) = (ones(1).requires_grad_(), ones(1).requires_grad_());
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5_000; i++)
        {
            using var scope = NewDisposeScope();
            Assert.True(autograd.grad([used.sum()], [used, unused], allow_unused: true)[1].IsInvalid);
        }
        Assert.InRange(Tensor.TotalCount, 0, before + 2000);  // tests beside this one make some
    }

    [Fact]
    public void A_disposed_generator_is_refused()
    {
        var generator = new Generator(9);
        generator.Dispose();
        generator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rand(3, generator: generator));
        Assert.Throws<ObjectDisposedException>(() => generator.initial_seed());
    }

    [Fact]
    public void Gradients_that_are_dropped_do_not_pile_up()
    {
        var (x, start) = (randn(1_000_000, requires_grad: true), Environment.WorkingSet);
        for (var i = 0; i < 400; i++)  // 4 MB each: kept, 1.6 GB and as much again
        {
            _ = autograd.grad([x.dot(x)], [x])[0];
            x.grad = null;
            x.dot(x).backward();
            _ = x.grad!;
        }
        Assert.InRange(Environment.WorkingSet - start, long.MinValue, 1000L << 20);
    }

    [Fact]
    public void Places_found_by_where_that_are_dropped_do_not_pile_up()
    {
        var (mask, start) = (ones(1000, 500, ScalarType.Bool), Environment.WorkingSet);
        for (var i = 0; i < 300; i++) _ = where(mask)[0];  // 8 MB each: kept, 2.4 GB
        Assert.InRange(Environment.WorkingSet - start, long.MinValue, 1000L << 20);
    }

    [Fact]
    public void A_disposed_tensor_says_what_happened_and_what_to_do()
    {
        Tensor gone;
        using (NewDisposeScope()) gone = ones(2);
        var error = Assert.Throws<InvalidOperationException>(() => gone.sum());
        Assert.Contains("its dispose scope has ended", error.Message, StringComparison.Ordinal);
        Assert.Contains("MoveToOuterDisposeScope()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_may_be_disposed_in_a_finalizer()
    {
        for (var i = 0; i < 2000; i++)
        {
            Hold();
            if (i % 100 != 0) continue;
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        var kept = Enumerable.Range(0, 1000).Select(i => tensor((double)i)).ToArray();
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(i, kept[i].item<double>()));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold() => _ = new Holder();

    private sealed class Holder
    {
        private readonly Tensor held = ones(100);

        ~Holder() => held.Dispose();
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
