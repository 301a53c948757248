using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading.Tests;

/// <summary>Lessons that tests write.</summary>
internal static class Authored
{
    /// <summary>A lesson of one exercise that keeps to all rules.</summary>
    public static LessonSource Exercise(string solution, string check, double points = 2) => Lesson(
        Text("text", $"### Exercise 1 · Twice ({points} points)\nWrite `Twice`.", Marks("text", locked: true)),
        Code("answer", solution, Marks("answer", solution: true)),
        Code("check", check, Marks("check", grade: true, locked: true, points: points)));

    public static LessonSource Lesson(params JsonObject[] cells) => new("lesson", Document(cells), Environment.CurrentDirectory);

    public static NotebookDocument Document(params JsonObject[] cells) => NotebookDocument.Parse(new JsonObject
    {
        ["cells"] = new JsonArray([.. cells]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = "C#", ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    /// <summary>A cell of a notebook of its own.</summary>
    public static NotebookCell Alone(JsonObject cell) => Document(cell).Cells[0];

    public static JsonObject Code(string id, string source, JsonNode? nbgrader = null) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = 3,
        ["id"] = id,
        ["metadata"] = nbgrader is null ? [] : new JsonObject { ["nbgrader"] = nbgrader },
        ["outputs"] = new JsonArray { new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = "an output" } },
        ["source"] = source,
    };

    public static JsonObject Text(string id, string source, JsonNode? nbgrader = null) => new()
    {
        ["cell_type"] = "markdown",
        ["id"] = id,
        ["metadata"] = nbgrader is null ? [] : new JsonObject { ["nbgrader"] = nbgrader },
        ["source"] = source,
    };

    public static JsonObject Marks(string id, bool grade = false, bool solution = false, bool locked = false, bool task = false, double? points = null)
    {
        var marks = new JsonObject { ["schema_version"] = 3, ["grade"] = grade, ["solution"] = solution, ["locked"] = locked, ["task"] = task, ["grade_id"] = id };
        if (points is not null) marks["points"] = points;
        return marks;
    }
}
