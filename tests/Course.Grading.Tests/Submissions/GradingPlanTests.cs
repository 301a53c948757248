using System.Text;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading.Tests.Submissions;

public sealed class GradingPlanTests
{
    private static readonly LessonSource _lesson = Lesson("06-momentum");
    private static readonly string _released = Release.Notebook(_lesson).ToJson();
    private static readonly string[] _exercises = ["exercise-1", "exercise-2", "exercise-3"];
    private static readonly string[] _checks = ["check-1", "check-2", "check-3"];

    /// <summary>Edits after which a student's right answers must all be there, without a remark where the edit takes nothing away.</summary>
    public static TheoryData<string, Action<JsonArray>, string?> Mended { get; } = new()
    {
        { "nothing", _ => { }, null },
        { "other line ends, blanks and byte order marks", cells => Each(cells, cell => cell["source"] = "\uFEFF" + Text(cell).Replace("\n", "  \r\n", StringComparison.Ordinal) + "\n\n"), null },
        { "text in lines", cells => Each(cells, cell => cell["source"] = new JsonArray([.. Text(cell).Split('\n').Select(line => (JsonNode)(line + "\n"))])), null },
        { "all metadata gone", cells => Each(cells, cell => cell["metadata"] = new JsonObject()), null },
        { "all ids new", cells => Each(cells, (cell, i) => cell["id"] = $"new-{i}"), null },
        { "metadata and ids gone, as from Colab", cells => Each(cells, cell => { cell["metadata"] = new JsonObject { ["id"] = "Xyz" }; cell.Remove("id"); }), "had lost its name" },
        { "all cells in reverse", cells => Reorder(cells, all => all.Reverse()), null },
        { "an answer at the end", cells => Move(cells, "exercise-2", cells.Count - 1), null },
        { "an answer at the beginning", cells => Move(cells, "exercise-2", 0), null },
        { "answers exchanged", cells => { Move(cells, "exercise-3", At(cells, "exercise-1")); Move(cells, "exercise-1", At(cells, "check-3")); }, null },
        { "an answer that became text", cells => Find(cells, "exercise-1")["cell_type"] = "markdown", "was text in your notebook" },
        { "an answer that became raw", cells => Find(cells, "exercise-1")["cell_type"] = "raw", "was text in your notebook" },
        { "every code cell became text", cells => Each(cells, cell => cell["cell_type"] = "markdown"), "was text in your notebook" },
        { "checks gone", cells => Remove(cells, _checks), "The lesson's checks 'check-2' were missing" },
        { "everything gone but the answers", cells => Reorder(cells, all => all.Where(cell => _exercises.Contains(GradeId(cell)))), "missing in your notebook" },
        { "checks changed", cells => Find(cells, "check-1")["source"] = "{ }", "The lesson's checks 'check-1' were changed" },
        { "checks that became text", cells => Find(cells, "check-1")["cell_type"] = "markdown", null },
        { "the set-up changed", cells => Find(cells, "setup")["source"] = "class Check { }", "The lesson's cell 'setup' was changed" },
        { "points changed", cells => Nbgrader(Find(cells, "check-1"))["points"] = 1000, null },
        { "an untouched copy after the answer", cells => Insert(cells, "exercise-1", 1, Stub("exercise-1")), "2 cells 'exercise-1'" },
        { "an untouched copy before the answer", cells => Insert(cells, "exercise-1", 0, Stub("exercise-1")), "2 cells 'exercise-1'" },
        { "an untouched copy with a comment", cells => Insert(cells, "exercise-1", 1, Stub("exercise-1", "// mine\n")), "2 cells 'exercise-1'" },
        { "the answer in a copy", cells => { cells.Add(Copy(cells, "exercise-1")); Find(cells, "exercise-1")["source"] = Text(Stub("exercise-1")); }, "Cell 52 counts" },
        { "an earlier try before the answer", cells => Insert(cells, "exercise-1", 0, Wrong(cells)), "Cell 44 counts" },
        { "an answer pasted over by a copy's name", cells => Nbgrader(Find(cells, "exercise-2"))["grade_id"] = "exercise-1", "counts as the answer 'exercise-2'" },
        { "names exchanged", cells => { Nbgrader(Find(cells, "exercise-2"))["grade_id"] = "x"; Nbgrader(Find(cells, "exercise-1"))["grade_id"] = "exercise-2"; Nbgrader(Find(cells, "x"))["grade_id"] = "exercise-1"; }, "counts as the answer" },
        { "the answer in a cell of the student's", cells => { var own = Copy(cells, "exercise-1"); own["metadata"] = new JsonObject(); Insert(cells, "exercise-1", 1, own); Find(cells, "exercise-1")["source"] = Text(Stub("exercise-1")); }, "Cell 44 of your notebook counts as the answer 'exercise-1'" },
        { "names that break the schema", cells => { foreach (var id in _exercises) { Nbgrader(Find(cells, id))["grade_id"] = 7; } }, null },
        { "metadata of nbgrader that are no object", cells => { foreach (var id in _exercises) { Find(cells, id)["metadata"] = new JsonObject { ["nbgrader"] = "yes" }; } }, null },
    };

    [Fact]
    public void The_lesson_itself_is_a_plan_in_which_all_is_trusted()
    {
        var plan = GradingPlan.Restore(_lesson, null);
        Assert.All(plan.Cells, cell => Assert.True(cell.IsTrusted && cell.IsCode));
        Assert.Equal(_lesson.Document.Cells.Where(cell => cell.Type == CellType.Code).Select(cell => cell.Source), plan.Cells.Select(cell => cell.Source));
        Assert.Equal(_checks.Select((id, i) => (id, CellRole.Check, new[] { 3.0, 4, 3 }[i])), plan.Cells.Where(cell => cell.Points > 0).Select(cell => (cell.Id, cell.Role, cell.Points)));
        Assert.Equal(_exercises, plan.Cells.Where(cell => cell.Role == CellRole.Solution).Select(cell => cell.Id));
        Assert.Equal(("setup", CellRole.Locked), (plan.Cells[0].Id, plan.Cells[0].Role));
        Assert.Empty(plan.Remarks);
    }

    [Fact]
    public void What_was_given_out_and_handed_in_again_is_trusted_and_empty()
    {
        var plan = GradingPlan.Restore(_lesson, Release.Notebook(_lesson));
        Assert.All(plan.Cells, cell => Assert.True(cell.IsTrusted));
        Assert.All(_exercises, id => Assert.Contains("NotImplementedException", plan.Cells.Single(cell => cell.Id == id).Source));
        Assert.Contains("HIDDEN TESTS", plan.Cells.Single(cell => cell.Id == "check-1").Source);
        Assert.Empty(plan.Remarks);
    }

    [Theory]
    [MemberData(nameof(Mended))]
    public void Answers_are_found_and_the_lesson_is_put_back_whatever_was_done_to_cells(string what, Action<JsonArray> edit, string? remark)
    {
        var plan = Restored(edit);
        AssertWhole(plan);
        foreach (var id in _exercises) Assert.True(plan.Cells.Single(cell => cell.Id == id).Source.Contains($"answer to {id}", StringComparison.Ordinal), $"{what}: {id}\n{string.Join('\n', plan.Remarks)}");
        Assert.DoesNotContain(plan.Cells, cell => cell.Source.Contains("NotImplementedException", StringComparison.Ordinal));
        if (remark is null) Assert.Empty(plan.Remarks);
        else Assert.Contains(plan.Remarks, sentence => sentence.Contains(remark, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_answer_is_the_empty_one_and_told()
    {
        var plan = Restored(cells => Remove(cells, "exercise-2"));
        AssertWhole(plan);
        Assert.Contains("throw new NotImplementedException();", plan.Cells.Single(cell => cell.Id == "exercise-2").Source);
        Assert.Contains("no cell 'exercise-2'", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void Of_two_answers_the_last_counts_and_the_other_is_not_run()
    {
        var plan = Restored(cells => cells.Add(Wrong(cells)));
        AssertWhole(plan);
        Assert.Contains("a wrong try", plan.Cells.Single(cell => cell.Id == "exercise-1").Source);
        Assert.DoesNotContain(plan.Cells, cell => cell.Source.Contains("answer to exercise-1", StringComparison.Ordinal));
        Assert.Contains("Cell 52 counts", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void Of_a_cell_split_in_two_the_half_that_declares_is_the_answer_and_the_other_stays_where_it_is()
    {
        var plan = Restored(cells => Insert(cells, "exercise-1", 0, Answer("double Helper(double x) => x;", "exercise-1")));
        var at = plan.Cells.ToList().FindIndex(cell => cell.Id == "exercise-1");
        Assert.Contains("answer to exercise-1", plan.Cells[at].Source);
        Assert.Equal((CellRole.Other, "double Helper(double x) => x;", false), (plan.Cells[at - 1].Role, plan.Cells[at - 1].Source, plan.Cells[at - 1].IsTrusted));
    }

    [Fact]
    public void Two_answers_in_one_cell_are_both_found()
    {
        foreach (var (kept, gone) in new[] { ("exercise-1", "exercise-3"), ("exercise-3", "exercise-1") })
        {
            var plan = Restored(cells =>
            {
                Find(cells, kept)["source"] = $"{Text(Find(cells, kept))}\n{Text(Find(cells, gone))}";
                Remove(cells, gone);
            });
            AssertWhole(plan);
            Assert.Contains("answer to exercise-3", plan.Cells.Single(cell => cell.Id == "exercise-1").Source);
            Assert.Equal("", plan.Cells.Single(cell => cell.Id == "exercise-3").Source);
            Assert.Contains($"Its answer was found in the cell '{kept}'", Assert.Single(plan.Remarks, sentence => sentence.Contains(gone, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_renamed_method_is_still_the_answer_by_where_it_stands()
    {
        var plan = Restored(cells =>
        {
            var cell = Find(cells, "exercise-1");
            (cell["source"], cell["metadata"], cell["id"]) = ("double Rate() => 1;", new JsonObject(), "new");
        });
        Assert.Equal("double Rate() => 1;", plan.Cells.Single(cell => cell.Id == "exercise-1").Source);
    }

    [Fact]
    public void The_students_own_cells_stay_among_the_lessons_and_go_with_an_answer_that_was_moved()
    {
        var plan = Restored(cells =>
        {
            cells.Insert(0, Code("var first = 1;"));
            Insert(cells, "exercise-1", 1, Code("var after = 1;"));
            Move(cells, "exercise-2", cells.Count - 1);
            cells.Insert(cells.Count - 1, Code("var helper = 1;"));
            cells.Add(Code("var last = 1;"));
        });
        AssertWhole(plan);
        string Neighbour(string source, int by) => plan.Cells[plan.Cells.ToList().FindIndex(cell => cell.Source == source) + by].Id;
        Assert.Equal("var first = 1;", plan.Cells[0].Source);
        Assert.Equal(("exercise-1", "exercise-2", "exercise-2"), (Neighbour("var after = 1;", -1), Neighbour("var helper = 1;", 1), Neighbour("var last = 1;", -1)));
    }

    [Fact]
    public void Demonstrations_are_trusted_to_the_letter_only_and_put_back_where_they_are_missing()
    {
        var plan = Restored(cells =>
        {
            Find(cells, "heavy-ball")["source"] = Text(Find(cells, "heavy-ball")) + "\nvar η = 0.1;";
            Remove(cells, "figure-ravine");
        });
        AssertWhole(plan);
        Assert.False(plan.Cells.Single(cell => cell.Id == "heavy-ball").IsTrusted);
        Assert.EndsWith("var η = 0.1;", plan.Cells.Single(cell => cell.Id == "heavy-ball").Source);
        Assert.True(plan.Cells.Single(cell => cell.Id == "figure-ravine").IsTrusted);
        Assert.Equal("1 cell of the lesson was missing in your notebook and put back.", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void Forged_checks_and_names_give_nothing()
    {
        var plan = Restored(cells =>
        {
            var forged = Code("class Forged { }");
            forged["id"] = "check-9";
            forged["metadata"] = new JsonObject { ["nbgrader"] = new JsonObject { ["grade"] = true, ["grade_id"] = "mine", ["locked"] = true, ["points"] = 100, ["schema_version"] = 3, ["solution"] = false, ["task"] = false } };
            cells.Insert(0, forged);
            cells.Insert(0, Copy(cells, "check-1"));
            var changed = Copy(cells, "check-1");
            changed["source"] = "class Check { }";
            cells.Insert(0, changed);
            var named = Code("class Math { }");
            named["id"] = "exercise-1";
            cells.Insert(0, named);
        });
        AssertWhole(plan);
        Assert.Equal(10, plan.Cells.Sum(cell => cell.Points));
        foreach (var source in new[] { "class Forged { }", "class Check { }", "class Math { }" })
            Assert.Equal((CellRole.Other, false), plan.Cells.Where(cell => cell.Source == source).Select(cell => (cell.Role, cell.IsTrusted)).Single());
        Assert.Equal(3, plan.Remarks.Count(sentence => sentence.Contains("gives none", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_copied_empty_answer_never_brings_the_instructors_in()
    {
        var plan = Restored(cells =>
        {
            foreach (var id in _exercises) Find(cells, id)["source"] = Text(Stub(id));
            foreach (var id in _exercises) cells.Add(Stub(id));
            foreach (var id in _exercises) cells.Add(Code(Text(Stub(id))));
        });
        AssertWhole(plan);
        Assert.DoesNotContain(plan.Cells, cell => cell.Role is not CellRole.Check && cell.Source.Contains("BEGIN SOLUTION", StringComparison.Ordinal));
    }

    [Fact]
    public void The_instructors_own_answer_is_trusted() =>
        Assert.True(Restored(cells => Find(cells, "exercise-1")["source"] = _lesson.Document.Cells.Single(cell => cell.Id == "exercise-1").Source)
            .Cells.Single(cell => cell.Id == "exercise-1").IsTrusted);

    [Fact]
    public void A_notebook_of_something_else_is_told()
    {
        var plan = GradingPlan.Restore(_lesson, NotebookDocument.Parse(Handed.Json(cell: cell => cell["source"] = "print(1)")));
        AssertWhole(plan);
        Assert.Contains("Hardly anything in this notebook is from the lesson '06-momentum'", plan.Remarks[0]);
    }

    [Fact]
    public void Text_made_to_keep_a_grader_busy_is_read_all_the_same()
    {
        string[] texts = [$"var sum = a{new StringBuilder().Insert(0, " + a", 100_000)};", $"{new StringBuilder().Insert(0, "a.", 100_000)}b = 1;"];
        var plan = Restored(cells =>
        {
            foreach (var text in texts) cells.Insert(0, Code(text));
        });
        AssertWhole(plan);
        Assert.Equal(texts.Reverse(), plan.Cells.Take(texts.Length).Select(cell => cell.Source));
    }

    [Fact]
    public void Another_lessons_notebook_is_told_though_its_exercises_have_the_same_names()
    {
        var plan = GradingPlan.Restore(_lesson, Release.Notebook(Lesson("07-adaptive-methods")));
        AssertWhole(plan);
        Assert.Contains("Perhaps another notebook was handed in by mistake", plan.Remarks[0]);
    }

    [Fact]
    public void What_a_student_adds_to_a_locked_cell_stays_and_what_is_changed_in_it_does_not()
    {
        var plan = Restored(cells => Find(cells, "setup")["source"] = Text(Find(cells, "setup")).Replace("tensor(coordinates)", "zeros(2)", StringComparison.Ordinal)
            .Replace("using Course;", "using System.Diagnostics;\nusing Course;", StringComparison.Ordinal) + "\ndouble Half(double x) => x / 2;\nPoint(1);");
        AssertWhole(plan);
        Assert.Equal((CellRole.Other, "using System.Diagnostics;\ndouble Half(double x) => x / 2;", false), (plan.Cells[1].Role, plan.Cells[1].Source, plan.Cells[1].IsTrusted));
        Assert.Contains("'setup' was changed", Assert.Single(plan.Remarks));
    }

    public static TheoryData<string> Lessons { get; } = [.. Directory.GetFiles(Path.Combine(Repository(), "notebooks"), "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Each_lesson_is_whole_again_after_a_tool_has_taken_its_metadata_and_ids(string name)
    {
        var lesson = Lesson(name);
        var json = JsonNode.Parse(Release.Notebook(lesson).ToJson())!.AsObject();
        Each(json["cells"]!.AsArray(), cell => { cell["metadata"] = new JsonObject(); cell.Remove("id"); });
        var plan = GradingPlan.Restore(lesson, NotebookDocument.Parse(json.ToJsonString()));
        Assert.Equal(GradingPlan.Restore(lesson, Release.Notebook(lesson)).Cells, plan.Cells);
        Assert.All(plan.Cells, cell => Assert.True(cell.IsTrusted));
        Assert.Equal(lesson.Document.Cells.Sum(cell => cell.Points), plan.Cells.Sum(cell => cell.Points));
        Assert.Empty(plan.Remarks);
    }

    /// <summary>Right answers under random edits: deleted, doubled, moved, retyped, stripped and shuffled cells.</summary>
    [Fact]
    public void Random_edits_lose_no_answer_that_is_still_there()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            JsonArray? edited = null;
            var plan = Restored(cells =>
            {
                for (var edits = random.Next(1, 12); edits > 0; edits--) EditAtRandom(cells, random);
                edited = (JsonArray)cells.DeepClone();
            });
            AssertWhole(plan);
            foreach (var id in _exercises)
            {
                var isThere = edited!.Any(cell => Text((JsonObject)cell!).Contains($"answer to {id}", StringComparison.Ordinal));
                var answer = plan.Cells.Single(cell => cell.Id == id).Source;
                Assert.True(answer.Contains(isThere ? $"answer to {id}" : "NotImplementedException", StringComparison.Ordinal), $"seed {seed}, {id}: {answer}\n{string.Join('\n', plan.Remarks)}");
            }
        }
    }

    private static void EditAtRandom(JsonArray cells, Random random)
    {
        var at = random.Next(cells.Count);
        var cell = (JsonObject)cells[at]!;
        switch (random.Next(8))
        {
            case 0 when cells.Count > 1: cells.RemoveAt(at); break;
            case 1: cells.Insert(random.Next(cells.Count), cell.DeepClone()); break;
            case 2: cells.RemoveAt(at); cells.Insert(random.Next(cells.Count + 1), cell); break;
            case 3: cell["cell_type"] = (string?)cell["cell_type"] == "code" ? "markdown" : "code"; break;
            case 4: cell["metadata"] = new JsonObject(); break;
            case 5: cell.Remove("id"); break;
            case 6: cells.Insert(random.Next(cells.Count), Code($"var mine{random.Next()} = 1;")); break;
            default: cells.Insert(random.Next(cells.Count), Stub(_exercises[random.Next(3)])); break;
        }
    }

    /// <summary>All of the lesson's own is there in its order and to the letter, and nothing else is trusted.</summary>
    private static void AssertWhole(GradingPlan plan)
    {
        var source = GradingPlan.Restore(_lesson, null).Cells;
        Assert.Equal(source.Select(cell => cell.Id), plan.Cells.Where(cell => source.Any(own => own.Id == cell.Id)).Select(cell => cell.Id));
        Assert.Equal(plan.Cells.Count, plan.Cells.Select(cell => cell.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            source.Where(cell => cell.Role is CellRole.Check or CellRole.Locked),
            plan.Cells.Where(cell => cell.Role is CellRole.Check or CellRole.Locked));
        var texts = _lesson.Document.Cells.Concat(NotebookDocument.Parse(_released).Cells).Select(cell => cell.Source).Append("").ToHashSet();
        Assert.All(plan.Cells.Where(cell => cell.IsTrusted), cell => Assert.Contains(cell.Source, texts));
    }

    /// <summary>The released lesson with right answers, edited and made whole.</summary>
    private static GradingPlan Restored(Action<JsonArray> edit)
    {
        var json = JsonNode.Parse(_released)!.AsObject();
        var cells = json["cells"]!.AsArray();
        foreach (var id in _exercises)
        {
            var solution = _lesson.Document.Cells.Single(cell => cell.Id == id);
            Find(cells, id)["source"] = Regions.Replace(solution.Source, Regions.Of(solution), region => [$"{region.Indent}// answer to {id}", .. solution.Source.Split('\n')[region.Begin..(region.End - 1)]]);
        }

        edit(cells);
        return GradingPlan.Restore(_lesson, NotebookDocument.Parse(json.ToJsonString()));
    }

    private static string Text(JsonObject cell) => cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => line!.GetValue<string>())) : cell["source"]!.GetValue<string>();

    private static JsonObject Nbgrader(JsonObject cell) => cell["metadata"]!["nbgrader"]!.AsObject();

    private static string? GradeId(JsonNode? cell) => cell!["metadata"]?["nbgrader"] is JsonObject nbgrader ? nbgrader["grade_id"]?.ToString() : null;

    private static int At(JsonArray cells, string id) =>
        cells.ToList().FindIndex(cell => GradeId(cell) == id) is var named and >= 0 ? named : cells.ToList().FindIndex(cell => cell!["id"]?.ToString() == id);

    private static JsonObject Find(JsonArray cells, string id) => cells[At(cells, id)]!.AsObject();

    private static void Each(JsonArray cells, Action<JsonObject> edit) => Each(cells, (cell, _) => edit(cell));

    private static void Each(JsonArray cells, Action<JsonObject, int> edit)
    {
        for (var i = 0; i < cells.Count; i++) edit(cells[i]!.AsObject(), i);
    }

    private static void Reorder(JsonArray cells, Func<IEnumerable<JsonNode?>, IEnumerable<JsonNode?>> order)
    {
        var ordered = order([.. cells]).ToList();
        cells.Clear();
        foreach (var cell in ordered) cells.Add(cell);
    }

    private static void Move(JsonArray cells, string id, int to)
    {
        var cell = Find(cells, id);
        cells.Remove(cell);
        cells.Insert(to, cell);
    }

    private static void Remove(JsonArray cells, params string[] ids)
    {
        foreach (var id in ids) cells.RemoveAt(At(cells, id));
    }

    private static void Insert(JsonArray cells, string beside, int after, JsonObject cell) => cells.Insert(At(cells, beside) + after, cell);

    private static JsonObject Copy(JsonArray cells, string id) => Find(cells, id).DeepClone().AsObject();

    private static JsonObject Code(string source) => new() { ["cell_type"] = "code", ["execution_count"] = null, ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = source };

    /// <summary>A cell with the name of an answer.</summary>
    private static JsonObject Answer(string source, string id)
    {
        var cell = Code(source);
        cell["metadata"] = new JsonObject { ["nbgrader"] = new JsonObject { ["grade"] = false, ["grade_id"] = id, ["locked"] = false, ["schema_version"] = 3, ["solution"] = true, ["task"] = false } };
        return cell;
    }

    private static JsonObject Stub(string id, string before = "") => Answer(before + NotebookDocument.Parse(_released).Cells.Single(cell => cell.Id == id).Source, id);

    private static JsonObject Wrong(JsonArray cells) => Answer(Text(Find(cells, "exercise-1")).Replace("answer to exercise-1", "a wrong try", StringComparison.Ordinal), "exercise-1");

    private static LessonSource Lesson(string name) => LessonSource.Load(Path.Combine(Repository(), "notebooks", $"{name}.ipynb"));

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the test has a Course.sln.");
        return folder;
    }
}
