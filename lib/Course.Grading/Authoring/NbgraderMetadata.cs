using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// What nbgrader's metadata say of a cell: its schema, version 3
/// (<see href="https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html"/>).
/// </summary>
internal sealed record NbgraderMetadata
{
    private const string Key = "nbgrader";
    private const int SchemaVersion = 3;

    /// <summary>The cell's name for nbgrader, unique in its notebook; empty where the cell has no part in the grading.</summary>
    public string GradeId { get; init; } = "";

    /// <summary>Whether the cell gives points.</summary>
    public bool Grade { get; init; }

    /// <summary>Whether the student writes in it.</summary>
    public bool Solution { get; init; }

    /// <summary>Whether it is written as locked; <see cref="IsLocked"/> says whether it counts as locked.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether it sets a task that a person marks, whose answer is in cells of the student's own.</summary>
    public bool Task { get; init; }

    /// <summary>The points that it gives; null for a cell that gives none.</summary>
    public double? Points { get; init; }

    /// <summary>The type that it had when it was released; null where that is not said.</summary>
    public CellType? CellType { get; init; }

    /// <summary>What <see cref="Grading.Checksum"/> gave when it was released; null in a source.</summary>
    public string? Checksum { get; init; }

    /// <summary>Whether the cell is put back from the source: nbgrader's rule.</summary>
    public bool IsLocked => !Solution && (Grade || Locked);

    /// <summary>What the metadata of a cell say; null where it has none.</summary>
    /// <exception cref="AuthoringException">They break the schema: the first of <see cref="Problems"/>.</exception>
    public static NbgraderMetadata? Read(NotebookCell cell)
    {
        if (Problems(cell) is [var first, ..]) throw new AuthoringException(first, cell.Id);
        if (cell.Nbgrader is not { } json) return null;
        return new()
        {
            GradeId = NbgraderSchema.Text(json["grade_id"]) ?? "",
            Grade = NbgraderSchema.IsTrue(json["grade"]),
            Solution = NbgraderSchema.IsTrue(json["solution"]),
            Locked = NbgraderSchema.IsTrue(json["locked"]),
            Task = NbgraderSchema.IsTrue(json["task"]),
            Points = NbgraderSchema.Number(json["points"]),
            CellType = NbgraderSchema.Text(json["cell_type"]) is { } type ? Enum.Parse<CellType>(type, ignoreCase: true) : null,
            Checksum = NbgraderSchema.Text(json["checksum"]),
        };
    }

    /// <summary>The <c>grade_id</c> that a cell's metadata claim, right or wrong as they may be; null where they claim none.</summary>
    public static string? GradeIdOf(NotebookCell cell) => NbgraderSchema.Text(cell.Nbgrader?["grade_id"]);

    /// <summary>How a cell's metadata break the schema, each in a sentence; empty where they keep to it, or where there are none.</summary>
    public static IReadOnlyList<string> Problems(NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Metadata[Key] switch
        {
            JsonObject json => [.. NbgraderSchema.Problems(json, cell.Type)],
            null => [],
            _ => ["its metadata 'nbgrader' are no object. Remove them, or restore the cell from a copy."],
        };
    }

    /// <summary>What a cell of a type with these metadata is to the grader.</summary>
    public CellRole RoleOf(CellType type) => (Grade || Task, Solution, type) switch
    {
        (true, false, Notebooks.CellType.Code) when !Task => CellRole.Check,
        (true, _, _) => CellRole.Manual,
        (false, true, Notebooks.CellType.Code) => CellRole.Solution,
        _ => IsLocked ? CellRole.Locked : CellRole.Other,
    };

    /// <summary>Gives a cell these metadata in place of those that it has, in the order in which Jupyter saves them.</summary>
    public void Write(NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var json = new JsonObject();
        if (CellType is { } type) json["cell_type"] = NbgraderSchema.NameOf(type);
        if (Checksum is not null) json["checksum"] = Checksum;
        json["grade"] = Grade;
        if (GradeId.Length > 0) json["grade_id"] = GradeId;
        json["locked"] = Locked;
        if (Points is { } points) json["points"] = points;
        json["schema_version"] = SchemaVersion;
        json["solution"] = Solution;
        json["task"] = Task;
        Put(cell.Metadata, Key, json);
    }

    /// <summary>Sets a member where Jupyter, which sorts them, would have put it.</summary>
    public static void Put(JsonObject members, string key, JsonNode value)
    {
        if (members.ContainsKey(key)) members[key] = value;
        else members.Insert(members.TakeWhile(member => string.CompareOrdinal(member.Key, key) < 0).Count(), key, value);
    }
}
