namespace Course.Grading;

/// <summary>How a class is graded.</summary>
public sealed record GradeRunOptions
{
    /// <summary>Where results are kept.</summary>
    public required string Folder { get; init; }

    /// <summary>The command, with its arguments, that starts a process which calls <c>GradeWorker.RunAsync</c>.</summary>
    public required IReadOnlyList<string> WorkerCommand { get; init; }

    /// <summary>What grades depend on beside submissions and lessons: another text here grades all anew.</summary>
    public required string Kit { get; init; }

    /// <summary>How many submissions are graded at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>What a submission may take, compilation included: more than what running its cells may take, so that only a compiler that hangs meets it.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(12);
}
