using System.Collections.Concurrent;

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
        for (var again = 0; again < 30 && late < 3; again++) // another test may have the cores just then
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
    public void What_a_part_throws_reaches_the_one_that_asked()
    {
        var (asker, caught) = (Environment.CurrentManagedThreadId, 0);
        for (var again = 0; again < 30 && caught < 3; again++) // another test may have the cores just then
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
