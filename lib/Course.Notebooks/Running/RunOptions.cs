using System.Reflection;

namespace Course.Notebooks.Running;

/// <summary>How a <see cref="NotebookRunner"/> runs notebooks.</summary>
public sealed record RunOptions
{
    /// <summary>The folder for the executed notebooks, each under its own file name.</summary>
    public string OutputFolder { get; init; } = "out";

    /// <summary>How many notebooks run at once. A notebook that trains uses two cores, so by default one for every two.</summary>
    public int MaxParallel { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How long a cell may run before it is stopped.</summary>
    public TimeSpan CellLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a notebook may run, from the start of its process, before it is stopped.</summary>
    public TimeSpan NotebookLimit { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>How long a cell that is being stopped has to end by itself, which keeps its session; then its process is killed.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the cells after a failed one run all the same.</summary>
    public bool ContinueAfterError { get; init; }

    /// <summary>
    /// The command, with its arguments, that starts a process which calls <see cref="NotebookWorker.RunAsync"/>:
    /// by default this program with the argument <c>worker</c>.
    /// </summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = ThisProgram();

    private static string[] ThisProgram()
    {
        var program = Environment.ProcessPath ?? "course";
        return Path.GetFileNameWithoutExtension(program) == "dotnet" && Assembly.GetEntryAssembly() is { Location: { Length: > 0 } assembly }
            ? [program, assembly, "worker"]
            : [program, "worker"];
    }
}
