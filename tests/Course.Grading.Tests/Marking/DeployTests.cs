using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Course.Grading.Tests.Marking;

/// <summary>The templates in <c>lib/Course.Grading/deploy</c>, run with a <c>./course</c> that only says how it was called.</summary>
public sealed partial class DeployTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(0, true, 0)]
    [InlineData(1, true, 0)] // graded, some with problems: the merged table tells
    [InlineData(1, false, 1)] // it did not get to its end
    public void A_task_of_the_Slurm_array_grades_its_share(int exitCode, bool isWhole, int expected)
    {
        Course(exitCode, isWhole);
        var (code, output) = Bash(
            [Template("grade.slurm"), "/handed-in", PathOf("grades")],
            ("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_ARRAY_TASK_COUNT", "8"), ("SLURM_CPUS_PER_TASK", "4"), ("SLURM_SUBMIT_DIR", _folder.FullName));
        Assert.Equal(expected, code);
        Assert.StartsWith($"grade /handed-in --out {PathOf("grades")}/share-3 --shard 3/8 --jobs 4\n", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Name the folder of the submissions")]
    [InlineData("Name the folder for the grades", "/handed-in")]
    [InlineData("Start it with sbatch", "/handed-in", "/grades")]
    public void The_Slurm_script_says_what_it_lacks(string told, params string[] arguments)
    {
        var (code, output) = Bash([Template("grade.slurm"), .. arguments]);
        Assert.NotEqual(0, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_pod_of_the_Kubernetes_job_grades_its_share()
    {
        var python = new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(File.Exists);
        Skip.If(python is null || Run(python, ["-c", "import yaml"]).ExitCode != 0, "There is no Python with PyYAML.");
        var (code, command) = Run(python!, ["-c", """
            import sys, yaml
            job = yaml.safe_load(open(sys.argv[1]))
            spec = job["spec"]
            box = spec["template"]["spec"]["containers"][0]
            assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
            assert str(spec["completions"]) == box["env"][0]["value"], "as many shares as pods"
            assert box["command"] == ["/bin/bash", "-euc"]
            sys.stdout.write(box["args"][0])
            """, Template("grade.kubernetes.yaml")]);
        Assert.True(code == 0, command);
        Course(0, isWhole: true);
        var (ran, output) = Bash(["-euc", command.Replace("/class/grades", PathOf("grades"), StringComparison.Ordinal)], ("JOB_COMPLETION_INDEX", "2"), ("SHARES", "8"));
        Assert.Equal((0, $"grade /class/handed-in --out {PathOf("grades")}/share-3 --shard 3/8 --jobs 4\n"), (ran, output));
    }

    [Fact]
    public void The_container_installs_what_the_sandbox_needs_and_starts_the_course()
    {
        var lines = File.ReadAllLines(Template("Containerfile")).Where(line => Instruction().IsMatch(line)).Select(line => line.Split(' ')[0]);
        Assert.Equal(["FROM", "RUN", "COPY", "WORKDIR", "RUN", "ENTRYPOINT"], lines);
        Assert.Contains("bubblewrap util-linux", File.ReadAllText(Template("Containerfile")), StringComparison.Ordinal);
    }

    private (int ExitCode, string Output) Bash(string[] arguments, params (string Name, string Value)[] environment)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "There is no bash.");
        return Run("/bin/bash", arguments, environment);
    }

    private (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private void Course(int exitCode, bool isWhole)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllText(PathOf("course"), $"#!/bin/bash\necho \"$@\"\n{(isWhole ? "mkdir -p \"$4\" && touch \"$4/share\"\n" : "")}exit {exitCode}\n");
        File.SetUnixFileMode(PathOf("course"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static string Template(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "lib", "Course.Grading", "deploy", name);
    }

    [GeneratedRegex("^[A-Z]+ ")]
    private static partial Regex Instruction();
}
