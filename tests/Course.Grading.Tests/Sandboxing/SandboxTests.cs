namespace Course.Grading.Tests.Sandboxing;

public sealed class SandboxTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_reads_writes_and_ends_with_its_own_exit_code(bool isUnsafe)
    {
        var ran = await Sandboxed.ShellAsync("read line; echo got $line; echo heard >&2; exit 7", new() { Unsafe = isUnsafe }, input: "a word\n");
        Assert.Equal(("got a word\n", "heard\n", 7, null), (ran.Output, ran.Errors, ran.ExitCode, ran.EndReason));
    }
}
