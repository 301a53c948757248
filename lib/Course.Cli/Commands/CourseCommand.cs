using System.CommandLine;
using Course.Grading;

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

    /// <summary>Runs a command line; a <see cref="CourseException"/>, or a file that cannot be read or written, is told without a stack trace.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        try
        {
            return await Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = _patience });
        }
        catch (CourseException exception)
        {
            Console.Error.WriteLine($"course: {exception.Message}");
            return 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GradingException or SubmissionException)
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
}
