namespace Course.Grading.Tests.Sandboxing;

/// <summary>A program that takes all it can get gets as much as it may.</summary>
public sealed class LimitTests
{
    private const long Megabyte = 1 << 20;

    [SkippableFact]
    public async Task A_disk_is_full_when_its_limit_is_reached()
    {
        var ran = await Sandboxed.ShellAsync(
            """
            for i in 1 2 3 4 5; do head -c 10000000 /dev/zero >/tmp/$i; done
            du -s -m /tmp | cut -f1
            rm /tmp/*
            head -c 30000000 /dev/zero >/tmp/large
            true
            """,
            new() { Disk = 20 * Megabyte });
        Assert.Equal("20\n", ran.Output);
        Assert.Contains("No space left on device", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("File size limit exceeded", ran.Errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("arrays")]
    [InlineData("native")]
    public async Task Memory_beyond_the_limit_is_an_exception(string deed)
    {
        var ran = await Sandboxed.ProgramAsync(new() { Memory = 400 * Megabyte }, deed);
        Assert.Matches("^out of memory after [12]\\d\\d MB\n$", ran.Output);
        Assert.Equal((0, null), (ran.ExitCode, ran.EndReason));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Memory_that_no_limit_of_a_process_counts_is_the_end_and_says_so(bool asNobody)
    {
        var ran = await Sandboxed.GraderAsync(asNobody, Sandboxed.Program("shared"));
        Assert.EndsWith(", It needed more memory than 200 MB.\n", ran.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Ten_thousand_threads_are_refused_with_an_exception()
    {
        var ran = await Sandboxed.ProgramAsync(new() { Threads = 100 }, "threads", "10000");
        Assert.Matches("^starts threads\nrefused after \\d\\d threads\n$", ran.Output);
    }

    [SkippableFact]
    public async Task Without_a_sandbox_too_many_threads_are_the_end()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Threads are counted on Linux only.");
        var ran = await Sandboxed.ProgramAsync(new() { Threads = 100, Unsafe = true }, "threads", "2000");
        Assert.Matches("^It had \\d+ threads; 100 are allowed.$", ran.EndReason);
    }

    [SkippableFact]
    public async Task A_flood_of_errors_leaves_its_end()
    {
        var ran = await Sandboxed.ShellAsync("yes flood 2>/dev/null | head -c 18000000 >&2; echo the end >&2");
        Assert.InRange(ran.Errors.Length, 16_000, 16 << 10);
        Assert.EndsWith("flood\nflood\nthe end\n", ran.Errors, StringComparison.Ordinal);
    }
}
