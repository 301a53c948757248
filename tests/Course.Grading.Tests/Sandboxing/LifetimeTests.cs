using System.Diagnostics;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What is ended is gone, with all that it started.</summary>
public sealed class LifetimeTests
{
    private static readonly string[] _bomb = ["sh", "-c", "bomb() { bomb | bomb & bomb; }; echo started; bomb 2>/dev/null & exec sh -c 'read line' $0"];

    /// <summary>In the command line of each process that a test starts, so that it finds them again.</summary>
    private readonly string _mark = "course-test-" + Guid.NewGuid().ToString("N");

    [SkippableTheory]
    [InlineData("an endless loop", false)]
    [InlineData("an endless loop", true)]
    [InlineData("a flood of output", false)]
    [InlineData("a flood of output", true)]
    [InlineData("children that sleep", false)]
    [InlineData("children that sleep", true)]
    [InlineData("a fork bomb", false)]
    [InlineData("a fork bomb in C#", false)]
    public async Task It_is_ended_when_its_time_is_up(string deed, bool isUnsafe)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It looks for processes in /proc.");
        if (!isUnsafe)
            Sandboxed.SkipWithoutSandbox();
        IReadOnlyList<string> command = deed switch
        {
            "an endless loop" => ["sh", "-c", "echo started; while :; do :; done", _mark],
            "a flood of output" => ["sh", "-c", "yes started", _mark],
            "children that sleep" =>
                ["sh", "-c", "sh -c 'sleep 1000; exit' $0 & setsid sh -c 'sleep 1000; exit' $0 & echo started; sleep 1000", _mark],
            "a fork bomb" => [.. _bomb, _mark],
            _ => ["sh", "-c", "echo started; exec \"$@\"", _mark, .. Sandboxed.Program("bomb", _mark)],
        };
        await using var process = Sandbox.Start(command, new() { Unsafe = isUnsafe, Readable = [AppContext.BaseDirectory], Memory = 400 << 20 });
        Assert.Equal("started", await new StreamReader(process.Output).ReadLineAsync());
        await Task.Delay(500);
        Assert.NotEmpty(Marked());

        process.Kill("It took too long.");

        await process.Exited.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("It took too long.", process.EndReason);
        Assert.Empty(Marked());
    }

    [SkippableFact]
    public async Task Disposing_ends_it_and_leaves_neither_process_nor_zombie_nor_control_group()
    {
        Sandboxed.SkipWithoutSandbox();
        var processes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var process = Sandbox.Start(["sh", "-c", "echo started; sleep 1000", _mark], new());
            Assert.Equal("started", await new StreamReader(process.Output).ReadLineAsync());
            return process.Id;
        }));
        Assert.Empty(Marked());
        Assert.DoesNotContain(processes, id => Directory.Exists($"/proc/{id}"));
        foreach (var group in Groups(Environment.ProcessId))
            Assert.Empty(File.ReadAllLines(Path.Combine(group, "cgroup.procs")).Intersect(processes.Select(id => $"{id}")));
    }

    [SkippableFact]
    public async Task It_outlives_the_thread_that_asked_for_it()
    {
        Sandboxed.SkipWithoutSandbox();
        SandboxedProcess? process = null;
        var thread = new Thread(() => process = Sandbox.Start(["sh", "-c", "echo started; read line; echo $line"], new()));
        thread.Start();
        thread.Join();
        await using (process)
        {
            using var reader = new StreamReader(process!.Output);
            Assert.Equal("started", await reader.ReadLineAsync());
            await process.Input.WriteAsync("alive\n"u8.ToArray());
            await process.Input.FlushAsync();
            Assert.Equal("alive", await reader.ReadLineAsync());
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_dies_with_a_grader_that_is_killed(bool asNobody)
    {
        Sandboxed.SkipWithoutSandbox();
        var line = Sandboxed.GraderCommand(asNobody, ["sh", "-c", "echo started; sleep 1000", _mark + "-inside"]);
        using var grader = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true })!;
        Assert.Equal("started", await grader.StandardOutput.ReadLineAsync());
        Assert.NotEmpty(Marked("-inside"));

        grader.Kill();

        await grader.WaitForExitAsync();
        for (var waited = 0; waited < 400 && Marked("-inside").Count > 0; waited++)
            await Task.Delay(50);
        Assert.Empty(Marked("-inside"));
        // The next grader on the machine removes its control groups.
        ControlGroupParent.Find();
        Assert.Empty(Groups(grader.Id));
    }

    private static IEnumerable<string> Groups(int grader) =>
        ControlGroupParent.Find()?.Folders.SelectMany(folder => Directory.EnumerateDirectories(folder, $"{ControlGroupParent.Prefix}{grader}-*")) ?? [];

    private List<int> Marked(string suffix = "") =>
        [.. ProcessTree.All().Select(process => process.Id).Where(id => CommandLine(id).Contains(_mark + suffix, StringComparison.Ordinal))];

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
