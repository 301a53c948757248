namespace Course.Grading.Tests.Sandboxing;

/// <summary>Where there is no sandbox nothing is started, and a person learns what to do.</summary>
public sealed class RefusalTests
{
    private const string Unsafe = "--unsafe: submissions then run with your own rights";

    [SkippableFact]
    public async Task Without_bubblewrap_it_names_the_package()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Bubblewrap is Linux's.");
        var ran = await Sandboxed.RunAsync(Program, new() { Unsafe = true, Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere" } });
        Assert.StartsWith("The sandbox needs the program bwrap, which is not installed. ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("run: apt-get install bubblewrap ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(Unsafe, ran.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Where_namespaces_are_forbidden_it_names_the_setting()
    {
        Sandboxed.SkipWithoutSandbox();
        var ran = await Sandboxed.RunAsync(["unshare", "-Ur", "sh", "-c", "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"", "sh", .. Program], new() { Unsafe = true });
        Skip.If(ran.ExitCode != 0, "unshare cannot make a namespace where others are forbidden: " + ran.Errors);
        Assert.Matches("^The sandbox cannot be made here: bwrap says '.+'\\. .* run: sysctl -w user\\.max_user_namespaces=10000\\. ", ran.Output);
        Assert.Contains(Unsafe, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<SandboxException>(() => Sandbox.Start(["no-such-program"], new() { Unsafe = true }));
        Assert.Contains("no-such-program", refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Program => Sandboxed.Program("refusal");
}
