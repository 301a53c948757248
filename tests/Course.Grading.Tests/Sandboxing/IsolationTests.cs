using System.Net;
using System.Net.Sockets;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a program in the sandbox sees of the machine, and what it can change.</summary>
public sealed class IsolationTests : IDisposable
{
    private static readonly string _repository = Path.GetFullPath(Path.Combine(Sandboxed.CourseFolder, "Course.sln"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    private string Submission => Path.Combine(_folder.FullName, "theirs", "07.ipynb");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_reads_writes_and_ends_with_its_own_exit_code(bool isUnsafe)
    {
        var ran = await Sandboxed.ShellAsync("read line; echo got $line; echo heard >&2; exit 7", new() { Unsafe = isUnsafe }, input: "a word\n");
        Assert.Equal(("got a word\n", "heard\n", 7, null), (ran.Output, ran.Errors, ran.ExitCode, ran.EndReason));
    }

    [SkippableTheory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task There_is_no_way_to_a_socket_of_the_grader(bool isUnsafe, bool isRefused)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has abstract sockets.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var abstractListener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var name = Path.GetRandomFileName();
        abstractListener.Bind(new UnixDomainSocketEndPoint("\0" + name));
        abstractListener.Listen();

        var options = new SandboxOptions { Unsafe = isUnsafe };
        var overNetwork = await Sandboxed.ProgramAsync(options, "connect", $"{((IPEndPoint)listener.LocalEndpoint).Port}");
        var byName = await Sandboxed.ProgramAsync(options, "connect-abstract", name);

        string[] expected = isRefused ? ["SocketException", "SocketException"] : ["connected", "connected"];
        Assert.Equal(expected, new[] { overNetwork, byName }.Select(ran => ran.Output.Split('\n', ':')[0]));
    }

    [SkippableFact]
    public async Task There_is_no_network_to_ask_for_a_name()
    {
        var interfaces = await Sandboxed.ShellAsync("tail -n +3 /proc/net/dev | cut -d: -f1; tail -n +2 /proc/net/route");
        Assert.Equal("lo", interfaces.Output.Trim());
        var ran = await Sandboxed.ProgramAsync(new(), "resolve", "example.org");
        Assert.StartsWith("SocketException", ran.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("the repository")]
    [InlineData("home")]
    [InlineData("another submission")]
    [InlineData("passwords")]
    [InlineData("users")]
    [InlineData("the grader's process")]
    [InlineData("the grader's folder")]
    [InlineData("devices")]
    public async Task What_is_not_given_is_not_there(string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Submission)!);
        await File.WriteAllTextAsync(Submission, "an answer");
        var path = what switch
        {
            "the repository" => _repository,
            "home" => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            "another submission" => Submission,
            "passwords" => "/etc/shadow",
            "users" => "/etc/passwd",
            "the grader's process" => $"/proc/{Environment.ProcessId}/environ",
            "the grader's folder" => $"/proc/{Environment.ProcessId}/cwd",
            _ => "/sys/class",
        };
        Assert.True(Path.Exists(path));
        var ran = await Sandboxed.RunAsync(["cat", path]);
        // .NET may lie below the home.
        var files = await Sandboxed.RunAsync(["find", path, "-path", Path.GetDirectoryName(DotNet.Program)!, "-prune", "-o", "-type", "f", "-print"]);
        Assert.Equal(("", ""), (ran.Output, files.Output));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_given_can_be_read_and_not_changed(bool forAll)
    {
        // What only root may read, root's own sandbox reads as well.
        var given = _folder.CreateSubdirectory("given");
        if (!OperatingSystem.IsWindows() && forAll)
            _folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var file = Path.Combine(given.FullName, "data");
        await File.WriteAllTextAsync(file, "data");

        var ran = await Sandboxed.RunAsync(
            [
                "sh", "-c", "cat $1; rm -f $1; mv $1 /tmp/mine; mv $1 $1.old; echo no >$1; chmod 777 $1; rmdir $2; touch $2/new; true",
                "sh", file, given.FullName,
            ],
            new() { Readable = [given.FullName] });

        Assert.Equal(("data", 0), (ran.Output, ran.ExitCode));
        Assert.Equal("data", await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(given.FullName));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_tmp_and_harmless_devices_can_be_written(bool forAll)
    {
        if (!OperatingSystem.IsWindows() && forAll)
            _folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var ran = await Sandboxed.ShellAsync(
            "find / '(' -path '/proc/[0-9]*/?*' -o -path /dev/pts -o -path '/usr/lib/?*' ')' -prune -o ! -type l -writable -print",
            new() { Readable = [_folder.FullName] });
        string[] expected = ["/dev/full", "/dev/null", "/dev/random", "/dev/tty", "/dev/urandom", "/dev/zero", "/tmp"];
        var way = Path.GetFullPath(_folder.FullName).Split('/').Skip(1).SkipLast(1).Aggregate((IEnumerable<string>)[""], (ways, part) => [.. ways, $"{ways.Last()}/{part}"]);
        Assert.Empty(ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(expected).Except(way));
    }

    [SkippableFact]
    public async Task Nothing_of_the_graders_environment_goes_in()
    {
        Environment.SetEnvironmentVariable("COURSE_TEST_SECRET", "secret");
        var ran = await Sandboxed.ShellAsync("env; cat /proc/[0-9]*/environ | tr '\\0' '\\n'");
        Assert.Contains("HOME=/tmp\n", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ran.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Environment.UserName + "\n", ran.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task It_has_no_rights_no_name_of_the_machine_and_no_terminal()
    {
        var ran = await Sandboxed.ShellAsync("id -u; uname -n; grep -h '^Cap\\|^NoNewPrivs' /proc/self/status; tty; cat /proc/self/uid_map | awk '{ print $3 }'");
        string[] none = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"];
        Assert.Equal(["65534", "sandbox", .. none.Select(set => $"{set}:\t0000000000000000"), "NoNewPrivs:\t1", "not a tty", "1"], ran.Output.Trim().Split('\n'));
    }

    [SkippableFact]
    public async Task A_folder_that_was_open_in_the_grader_is_no_door()
    {
        Sandboxed.SkipWithoutSandbox();
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "secret"), "secret");
        var ran = await Sandboxed.RunAsync(
            [
                "sh", "-c", "exec 7<$1; shift; exec \"$@\"", "sh", _folder.FullName,
                .. Sandboxed.Program("grader", "sh", "-c", "ls -l /proc/self/fd /proc/self/fd/7/"),
            ],
            new() { Unsafe = true });
        Assert.Contains("exit code 2, by itself", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Name, ran.Output, StringComparison.Ordinal);
    }
}
