using System.Diagnostics;
using System.Text.RegularExpressions;
using Course.Cli.Commands;

namespace Course.Cli.Tests;

public sealed partial class CommandLineTests
{
    [Fact]
    public void The_README_names_exactly_the_commands_that_there_are()
    {
        var told = CommandRow().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(match => match.Groups[1].Value);
        Assert.Equal(CourseCommand.Create().Subcommands.Select(command => command.Name).Order(), told.Order());
    }

    [Fact]
    public async Task Help_describes_every_command()
    {
        var (exitCode, output, _) = await RunAsync("--help");
        Assert.Equal(0, exitCode);
        Assert.All(CourseCommand.Create().Subcommands, command => Assert.Contains(command.Name, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no lesson or notebook '99'", "run", "99")]
    [InlineData("There is no test project 'Nothing.Tests'", "test", "Nothing.Tests")]
    [InlineData("--cell-limit is -1; it must be at least 0.1", "run", "README.md", "--cell-limit", "-1")]
    [InlineData("--cell-limit is 1E+300; it must be at most", "run", "README.md", "--cell-limit", "1e300")]
    [InlineData("--notebook-limit is 1E+20; it must be at most", "run", "README.md", "--notebook-limit", "1e20")]
    [InlineData("'notebooks' is a folder", "run", "notebooks")]
    [InlineData("the same file name", "run", "data/README.md", "README.md")]
    [InlineData("There is no lesson or notebook '99'", "release", "99")]
    [InlineData("holds no release", "release", "06", "--out", "lib")]
    [InlineData("README.md is no", "release", "README.md")]
    [InlineData("There is no notebook 'nothing.ipynb'", "validate", "nothing.ipynb")]
    [InlineData("There is no lesson or notebook '99'", "lint", "99")]
    [InlineData("First grade: ./course grade", "feedback", "data")]
    [InlineData("lern", "lern")]
    public async Task A_wrong_command_line_says_what_was_given_and_fails(string told, params string[] arguments)
    {
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CourseCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex(@"^\| `\./course (\w+)", RegexOptions.Multiline)]
    private static partial Regex CommandRow();
}
