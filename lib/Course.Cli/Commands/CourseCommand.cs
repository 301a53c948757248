using System.CommandLine;
using Course.Grading;
using Course.Notebooks;

namespace Course.Cli.Commands;

/// <summary>The command `course` with all of its subcommands.</summary>
internal static class CourseCommand
{
    /// <summary>What a command has, after Ctrl+C, to stop what it started and to write what it has.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    public static RootCommand Create() => new(
        "A course on optimization for deep learning, in C# notebooks. Each command first sets up what it needs and what is missing.")
    {
        SetupCommand.Create(),
        RunCommand.Create(),
        GradeCommand.Create(),
        ReleaseCommand.Create(),
        TestCommand.Create(),
        BenchCommand.Create(),
        DoctorCommand.Create(),
        LabCommand.Create(),
        LintCommand.Create(),
        ValidateCommand.Create(),
        FeedbackCommand.Create(),
        KernelCommand.Create(),
    };

    /// <summary>Runs a command line; what is wrong with what it was given, or with a file, is told without a stack trace.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        try
        {
            return await Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = _patience });
        }
        catch (Exception exception) when (IsTold(exception))
        {
            Console.Error.WriteLine($"course: {exception.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("course: stopped.");
            return 130;
        }
    }
    /// <summary>Whether the message says all that a person needs.</summary>
    private static bool IsTold(Exception exception) => exception is CourseException or IOException or UnauthorizedAccessException
        or NotebookFormatException or AuthoringException or SubmissionException or GradingException or SandboxException;
}
