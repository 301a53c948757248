using System.Text;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a sandboxed program said, and how it ended.</summary>
internal sealed record Sandboxed(string Output, string Errors, int ExitCode, string? EndReason)
{
    public static string CourseFolder { get; } = FindCourse();

    /// <summary>Runs a shell's script.</summary>
    public static Task<Sandboxed> ShellAsync(string script, SandboxOptions? options = null, string input = "") => RunAsync(["sh", "-c", script], options, input);

    /// <summary>Runs a deed of <see cref="SandboxedProgram"/>.</summary>
    public static Task<Sandboxed> ProgramAsync(SandboxOptions options, string deed, params string[] arguments) =>
        RunAsync(Program(deed, arguments), options with { Readable = [.. options.Readable, AppContext.BaseDirectory] });

    /// <summary>Runs a command in a sandbox of 200 MB that another grader makes.</summary>
    public static Task<Sandboxed> GraderAsync(bool asNobody, IReadOnlyList<string> command)
    {
        SkipWithoutSandbox();
        return RunAsync(GraderCommand(asNobody, command), new() { Unsafe = true, Memory = 8L << 30, Threads = 1000 });
    }

    /// <summary>The command line of a grader that runs a command in a sandbox.</summary>
    public static IReadOnlyList<string> GraderCommand(bool asNobody, IReadOnlyList<string> command)
    {
        Skip.If(asNobody && Environment.UserName != "root", "Only root can become another user; the tests are run by an ordinary one already.");
        return [.. asNobody ? (string[])["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [], .. Program("grader", [.. command])];
    }

    /// <summary>The command line of a deed of <see cref="SandboxedProgram"/>.</summary>
    public static IReadOnlyList<string> Program(string deed, params string[] arguments) => ["dotnet", typeof(Sandboxed).Assembly.Location, "sandboxed", deed, .. arguments];

    /// <summary>The folder of the library that lessons load.</summary>
    public static string CourseLibrary()
    {
        var library = Path.Combine(CourseFolder, "build", "lib");
        Skip.IfNot(File.Exists(Path.Combine(library, "TorchSharp.dll")), "The course's library is not built; ./course setup does it.");
        return library;
    }

    public static async Task<Sandboxed> RunAsync(IReadOnlyList<string> command, SandboxOptions? options = null, string input = "")
    {
        options ??= new SandboxOptions();
        if (!options.Unsafe)
            SkipWithoutSandbox();
        await using var process = Sandbox.Start(command, options);
        await process.Input.WriteAsync(Encoding.UTF8.GetBytes(input));
        process.Input.Close();
        using var reader = new StreamReader(process.Output);
        var output = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        var code = await process.Exited.WaitAsync(TimeSpan.FromSeconds(60));
        return new(output, process.Errors, code, process.EndReason);
    }

    public static void SkipWithoutSandbox() => Skip.If(Sandbox.Problem() is not null, Sandbox.Problem());

    private static string FindCourse()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the course's folder.");
        return folder;
    }
}
