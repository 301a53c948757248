using System.Text;

namespace Course.Grading.Tests.Sandboxing;

/// <summary>What a sandboxed program said, and how it ended.</summary>
internal sealed record Sandboxed(string Output, string Errors, int ExitCode, string? EndReason)
{
    /// <summary>Runs a shell's script.</summary>
    public static Task<Sandboxed> ShellAsync(string script, SandboxOptions? options = null, string input = "") => RunAsync(["sh", "-c", script], options, input);

    /// <summary>Runs a deed of <see cref="SandboxedProgram"/>.</summary>
    public static Task<Sandboxed> ProgramAsync(SandboxOptions options, string deed, params string[] arguments) =>
        RunAsync(["dotnet", typeof(Sandboxed).Assembly.Location, "sandboxed", deed, .. arguments], options with { Readable = [.. options.Readable, AppContext.BaseDirectory] });

    private static async Task<Sandboxed> RunAsync(IReadOnlyList<string> command, SandboxOptions? options, string input = "")
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
}
