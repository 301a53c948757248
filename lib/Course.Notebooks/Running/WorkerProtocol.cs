using System.Text.Json.Nodes;

namespace Course.Notebooks.Running;

/// <summary>
/// What runner and worker say to each other: JSON objects, one a line, over a named pipe. Standard input and output are
/// left out of it, because cells and the native libraries under them write and read there as they like.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>The environment variable that tells a worker its pipe's name.</summary>
    public const string PipeVariable = "COURSE_WORKER_PIPE";

    public static JsonObject Ready() => new() { ["ready"] = true };

    public static JsonObject Run(string source) => new() { ["run"] = source };

    public static JsonObject Cancel() => new() { ["cancel"] = true };

    /// <summary>No cell follows: the session ends, and with it what it had open.</summary>
    public static JsonObject Finish() => new() { ["finish"] = true };

    /// <summary>The session has ended; the process waits to be killed together with what its cells have started.</summary>
    public static JsonObject Finished() => new() { ["finished"] = true };

    public static JsonObject Output(CellOutput output) => new() { ["output"] = output.ToJson() };

    public static JsonObject End(CellResult result) => new() { ["end"] = result.ExecutionCount };
}
