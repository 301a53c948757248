using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>The contents that replies of every kind share.</summary>
internal static class Replies
{
    public static JsonObject Ok() => new() { ["status"] = "ok" };

    public static JsonObject Aborted() => new() { ["status"] = "aborted" };

    public static JsonObject Error(ErrorOutput error)
    {
        var content = Describe(error);
        content["status"] = "error";
        return content;
    }

    public static JsonObject Error(Exception exception) =>
        Error(new ErrorOutput(exception.GetType().Name, exception.Message, exception.Message.Split('\n')));

    /// <summary>
    /// An error's name, value and traceback, as the published message has them too. The traceback begins in red: some
    /// front ends would show it like any other output.
    /// </summary>
    public static JsonObject Describe(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Traceback.Select((line, number) => (JsonNode)(number == 0 ? $"\u001b[31m{line}\u001b[39m" : line))]),
    };
}
