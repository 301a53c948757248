using Course.Notebooks;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class ReleaseTests
{
    private const string Method = "double Twice(double x)\n{\n    // BEGIN SOLUTION\n    double two = 2;\n    return two * x;\n    // END SOLUTION\n}";
    private const string Checks = "Check.Near(2, Twice(1), hint: \"Twice.\");\n// BEGIN HIDDEN TESTS\nCheck.Near(-2, Twice(-1), hint: \"Negative.\");\n// END HIDDEN TESTS\nConsole.WriteLine();";

    [Fact]
    public void A_solution_gives_way_to_a_stub_with_its_indent() =>
        Assert.Equal(
            "double Twice(double x)\n{\n    // YOUR CODE HERE\n    throw new NotImplementedException();\n}",
            Released(Exercise(Method, Checks), "answer").Source);

    [Fact]
    public void A_solution_without_a_region_is_cleared_whole() =>
        Assert.Equal("// YOUR CODE HERE\nthrow new NotImplementedException();", Released(Exercise("double Twice(double x) => 2 * x;", Checks), "answer").Source);

    [Fact]
    public void Each_of_several_solutions_in_a_cell_gives_way_to_a_stub_of_its_own() =>
        Assert.Equal(
            "int A()\n{\n  // YOUR CODE HERE\n  throw new NotImplementedException();\n}\nint B() {\n\t// YOUR CODE HERE\n\tthrow new NotImplementedException();\n}",
            Released(
                Exercise("int A()\n{\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}\nint B() {\n\t// BEGIN SOLUTION\n\treturn 2;\n\t// END SOLUTION\n}", Checks), "answer").Source);

    [Fact]
    public void Hidden_tests_are_gone() =>
        Assert.Equal("Check.Near(2, Twice(1), hint: \"Twice.\");\nConsole.WriteLine();", Released(Exercise(Method, Checks), "check").Source);

    [Fact]
    public void An_answer_in_words_and_a_mark_scheme_are_cleared()
    {
        var lesson = Lesson(
            Text("why", "Because.", Marks("why", grade: true, solution: true, points: 3)),
            Text("task", "Draw it.\n### BEGIN MARK SCHEME\nA line.\n### END MARK SCHEME", Marks("task", locked: true, task: true, points: 1)));
        Assert.Equal("YOUR ANSWER HERE", Released(lesson, "why").Source);
        Assert.Equal("Draw it.", Released(lesson, "task").Source);
    }

    [Fact]
    public void Nothing_of_a_region_goes_out_whatever_cell_it_stands_in() =>
        Assert.Equal(
            "int x;\n// YOUR CODE HERE\nthrow new NotImplementedException();",
            Released(Lesson(Code("free", "int x;\n// BEGIN SOLUTION\nx = 42;\n// END SOLUTION\n// BEGIN HIDDEN TESTS\nx = 43;\n// END HIDDEN TESTS")), "free").Source);

    [Fact]
    public void Cells_may_be_changed_only_where_students_write_and_deleted_only_where_the_lesson_needs_none()
    {
        var lesson = Lesson(
            Code("free", "1"),
            Code("setup", "2", Marks("setup", locked: true)),
            Code("answer", "3", Marks("answer", solution: true)),
            Code("check", "4", Marks("check", grade: true, points: 1)),
            Text("why", "5", Marks("why", grade: true, solution: true, points: 1)));
        Assert.Equal(
            ["free: {}", "setup: False False", "answer: False ", "check: False False", "why: False "],
            Release.Notebook(lesson).Cells.Select(cell => $"{cell.Id}: {(cell.Nbgrader is null ? "{}" : $"{cell.Metadata["deletable"]} {cell.Metadata["editable"]}")}"
                .Replace("false", "False", StringComparison.Ordinal)));
    }

    [Fact]
    public void Checksums_are_those_of_what_students_get()
    {
        var cell = Released(Exercise(Method, Checks), "check");
        var metadata = NbgraderMetadata.Read(cell)!;
        Assert.Equal(CellType.Code, metadata.CellType);
        Assert.Equal(Checksum.Of(cell, metadata), metadata.Checksum);
    }

    [Fact]
    public void Outputs_and_execution_counts_are_gone_and_the_source_stays_as_it_was()
    {
        var lesson = Exercise(Method, Checks);
        var before = lesson.Document.ToJson();
        Assert.All(Release.Notebook(lesson).Cells, cell => Assert.True(cell.Outputs.Count == 0 && cell.ExecutionCount is null));
        Assert.Equal(before, lesson.Document.ToJson());
    }

    [Fact]
    public void A_mark_out_of_place_stops_it_and_names_the_lesson() =>
        Assert.Contains(
            "lesson: Cell 'answer', line 1",
            Assert.Throws<AuthoringException>(() => Release.Notebook(Exercise("// BEGIN SOLUTION", Checks))).Message,
            StringComparison.Ordinal);

    private static NotebookCell Released(LessonSource lesson, string id) => Release.Notebook(lesson).Cells.Single(cell => cell.Id == id);
}
