using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// The process that grades one submission after the other for a <see cref="GradeRun"/>: it reads and compiles what students wrote and never runs it. Jobs
/// come in on standard input, a line each, and what it finds goes out on standard output. An error of its own ends it, so that no grade depends on it.
/// </summary>
public static class GradeWorker
{
    /// <summary>The runtime's limit on the memory of .NET's objects, in hexadecimal.</summary>
    internal const string MemoryLimit = "DOTNET_GCHeapHardLimit";

    /// <summary>What a job that is being stopped has to end its processes.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>What a signal to all processes takes at most from the first to the last.</summary>
    private static readonly TimeSpan _signals = TimeSpan.FromSeconds(0.5);

    /// <summary>Grades until standard input ends; what is being graded then is dropped.</summary>
    /// <param name="options">How cells are run.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(GraderOptions options)
    {
        // It holds for this process; those that run cells have limits of their own.
        Environment.SetEnvironmentVariable(MemoryLimit, null);
        await using var output = Console.OpenStandardOutput();
        // What a library prints must not stand between the messages.
        Console.SetOut(Console.Error);
        var stop = new CancellationTokenSource(); // not disposed: the listening thread outlives this method
        // Ctrl+C, or a cluster that wants its node back, reaches all processes: what ends now does not end by what a student wrote.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        var jobs = Channel.CreateUnbounded<GradeJob>();
        new Thread(() => Listen(jobs.Writer, stop)) { IsBackground = true, Name = "Worker's ear" }.Start();

        SubmissionGrader? grader = null;
        LessonSource? lesson = null;
        string? lessonFile = null;
        try
        {
            Send(output, new(Ready: true));
            await foreach (var job in jobs.Reader.ReadAllAsync(stop.Token))
            {
                if (grader is null || job.Lesson != lessonFile)
                {
                    if (grader is not null)
                        await grader.DisposeAsync();
                    (lessonFile, lesson) = (job.Lesson, LessonSource.Load(job.Lesson));
                    grader = new SubmissionGrader(lesson, options);
                }

                Send(output, await GradeAsync(job, lesson!, grader, cell => Send(output, new(Cell: cell)), stop.Token));
            }
        }
        catch (GradingException error)
        {
            Send(output, new(Broken: error.Message));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run has all it wants, or is gone.
        }
        finally
        {
            if (grader is not null)
                await grader.DisposeAsync();
        }

        return 0;
    }

    private static async Task<WorkerMessage> GradeAsync(GradeJob job, LessonSource lesson, SubmissionGrader grader, Action<CellGrade> show, CancellationToken cancel)
    {
        NotebookDocument document;
        try
        {
            document = SubmissionFile.Read(job.Path);
        }
        catch (Exception error) when (error is SubmissionException or NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return new(Unreadable: error.Message);
        }

        var plan = GradingPlan.Restore(lesson, document);
        var result = await grader.GradeAsync(job.Student, plan, new Direct(show), cancel);
        // The signal that ended the cells' process may still be on its way to this one.
        if (result.Cells.Any(cell => cell.Status == GradeStatus.Died))
            await Task.Delay(_signals, cancel);
        cancel.ThrowIfCancellationRequested();
        return new(Result: result, Answers: plan.Cells.Where(cell => cell.Role == CellRole.Manual).ToDictionary(cell => cell.Id, cell => cell.Source));
    }

    private static void Listen(ChannelWriter<GradeJob> jobs, CancellationTokenSource stop)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } line)
            jobs.TryWrite(JsonSerializer.Deserialize<GradeJob>(line, GradingJson.Line)!);
        stop.Cancel();
        // A compiler that is busy hears of no end.
        Thread.Sleep(_patience);
        Environment.Exit(1);
    }

    private static void Send(Stream output, WorkerMessage message)
    {
        output.Write([.. JsonSerializer.SerializeToUtf8Bytes(message, GradingJson.Line), (byte)'\n']);
        output.Flush();
    }

    /// <summary>Passes each grade on at once, in the order in which they come.</summary>
    private sealed class Direct(Action<CellGrade> show) : IProgress<CellGrade>
    {
        public void Report(CellGrade value) => show(value);
    }
}
