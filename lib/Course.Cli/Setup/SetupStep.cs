namespace Course.Cli.Setup;

/// <summary>One thing that a command needs to be in place.</summary>
internal abstract class SetupStep
{
    /// <summary>What the step does, as its line of progress says it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether nothing is missing. Called before every command: takes milliseconds.</summary>
    public abstract bool IsDone();

    /// <summary>What doing the step takes, once, of the operating system.</summary>
    public virtual SystemTools? Needs => null;

    /// <summary>Puts it in place, or throws a <see cref="CourseException"/> that says how a person can.</summary>
    public abstract Task RunAsync(CancellationToken cancel);
}
