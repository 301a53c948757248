using System.Collections.Concurrent;
using Course.Curvature;
using Course.GradientStatistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests;

public sealed class CoresTests
{
    private const int Threads = 3; // also where Torch is told to take one

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Each_part_is_done_once(int count)
    {
        var done = new int[count];
        Cores.For(count, part => Interlocked.Increment(ref done[part]), Threads);
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Threads_that_ask_at_once_do_not_wait_for_each_other_for_ever()
    {
        var sums = new ConcurrentBag<long>();
        Parallel.For(0, 50, _ =>
        {
            var sum = 0L;
            Cores.For(100, part => Cores.For(2, _ => Interlocked.Add(ref sum, part), Threads), Threads); // within a part another loop too
            sums.Add(sum);
        });
        Assert.Equal(Enumerable.Repeat(9900L, 50), sums);
    }

    [Fact]
    public void A_thread_that_is_late_is_waited_for()
    {
        var (asker, late) = (Environment.CurrentManagedThreadId, 0);
        for (var again = 0; again < 30 && late < 3; again++) // a helping thread may be late
        {
            var (isTaken, done) = (false, 0); // by a helping thread
            Cores.For(Threads, part =>
            {
                if (Environment.CurrentManagedThreadId == asker) SpinWait.SpinUntil(() => Volatile.Read(ref isTaken), 100);
                else
                {
                    Volatile.Write(ref isTaken, true);
                    Thread.Sleep(50);
                }
                Interlocked.Increment(ref done);
            }, Threads);
            Assert.Equal(Threads, Volatile.Read(ref done));
            if (isTaken) late++;
        }
        Assert.Equal(3, late);
    }

    [Fact]
    public void Sums_that_cores_share_are_the_same_to_the_bit_with_one_core_and_with_three()
    {
        manual_seed(1);
        var (input, weight, δ) = (randn(1500, 90) * rand(1500, 90).lt(0.2), randn(70, 90), randn(1500, 70));
        var sparse = SparseInput.Of(input);
        var (images, δs) = (randn(50, 3, 9, 9), randn(50, 20, 49)); // 3 × 3 kernels
        int[] places = [.. from y in Enumerable.Range(0, 7) from x in Enumerable.Range(0, 7) select 9 * y + x];
        int[] offsets = [.. from channel in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) from x in Enumerable.Range(0, 3) select 81 * channel + 9 * y + x];
        Tensor[] Sums() => [sparse.Times(weight), sparse.TransposedTimes(δ), PatchProducts.Of(images, new ZeroBorder((0, 0), (0, 0)), δs, places, offsets)];

        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var alone = Sums();
            set_num_threads(Threads);
            for (var again = 0; again < 20; again++)
                foreach (var (one, shared) in alone.Zip(Sums())) Assert.True(Float32.AreSame(one, shared));
            Numbers.Close(input.mm(weight.t()), alone[0], 1e-4);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void What_a_part_throws_reaches_the_one_that_asked()
    {
        var (asker, caught) = (Environment.CurrentManagedThreadId, 0);
        for (var again = 0; again < 30 && caught < 3; again++) // a helping thread may be late
        {
            var isThrown = false; // by a helping thread
            void Part(int part)
            {
                if (Environment.CurrentManagedThreadId == asker)
                {
                    SpinWait.SpinUntil(() => Volatile.Read(ref isThrown), 100);
                    return;
                }
                Volatile.Write(ref isThrown, true);
                throw new FormatException();
            }
            try
            {
                Cores.For(Threads, Part, Threads);
                Assert.False(isThrown);
            }
            catch (FormatException)
            {
                caught++;
            }
        }
        Assert.Equal(3, caught);
        Each_part_is_done_once(100);
    }
}
