using System.Collections.Concurrent;

namespace Course.Tests;

public sealed class CoresTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Each_part_is_done_once(int count)
    {
        var done = new int[count];
        Cores.For(count, part => Interlocked.Increment(ref done[part]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Threads_that_ask_at_once_do_not_wait_for_each_other_for_ever()
    {
        var sums = new ConcurrentBag<long>();
        Parallel.For(0, 50, _ =>
        {
            var sum = 0L;
            Cores.For(100, part => Cores.For(2, _ => Interlocked.Add(ref sum, part))); // within a part another loop too
            sums.Add(sum);
        });
        Assert.Equal(Enumerable.Repeat(9900L, 50), sums);
    }

    [Fact]
    public void What_a_part_throws_reaches_the_one_that_asked()
    {
        var asker = Environment.CurrentManagedThreadId;
        for (var again = 0; again < 3; again++)
        {
            var isThrown = false; // by a helping thread, if there is one
            void Part(int part)
            {
                if (Environment.CurrentManagedThreadId == asker && TorchSharp.torch.get_num_threads() > 1) SpinWait.SpinUntil(() => Volatile.Read(ref isThrown), 1000);
                else
                {
                    Volatile.Write(ref isThrown, true);
                    throw new FormatException();
                }
            }
            Assert.Throws<FormatException>(() => Cores.For(3, Part));
        }
        Each_part_is_done_once(100);
    }
}
