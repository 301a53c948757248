namespace Course.Grading.Tests.Compilation;

public sealed class NeededCellsTests
{
    [Theory]
    [InlineData("double Twice(double x) => 2 * x;", "Twice(3)", true)]
    [InlineData("var (a, b) = (1, 2);", "a + b", true)]
    [InlineData("int.TryParse(\"1\", out var n);", "n", true)]
    [InlineData("record Point(int X);", "new Point(1).X", true)]
    [InlineData("using Numbers = System.Collections.Generic.List<int>;", "new Numbers()", true)]
    [InlineData("var w = 1;", "{ double w = 2; Console.WriteLine(w); }", false)]
    [InlineData("var w = 1;", "double F(double w) => w;", false)]
    [InlineData("var w = 1;", "foreach (var w in new[] { 1 }) Console.WriteLine(w);", false)]
    [InlineData("var w = 1;", "Func<int, int> f = w => w + 1;", false)]
    [InlineData("var w = 1;", "var q = from w in new[] { 1 } select w + 1;", false)]
    [InlineData("var w = 1;", "int w = 2; w + 1", false)]
    [InlineData("var Length = 1;", "\"abc\".Length", false)]
    [InlineData("var Momentum = 1;", "new HeavyBall { Momentum = 2 }", false)]
    [InlineData("var x = 1;", "F(x: 2)", false)]
    [InlineData("// w = 1;", "w", false)]
    [InlineData("#!markdown\nvar w = 1;", "w", false)]
    public void A_cell_is_needed_where_a_check_takes_a_name_from_it(string source, string check, bool isNeeded) =>
        Assert.Equal(isNeeded, new NeededCells([Other(source), Check(check)]).All.Contains(0));

    [Theory]
    [InlineData("w = 2;", true)]
    [InlineData("w[0] = 2;", true)]
    [InlineData("w.X.Y = 2;", true)]
    [InlineData("w++;", true)]
    [InlineData("(w, var v) = (1, 2);", true)]
    [InlineData("Change(ref w);", true)]
    [InlineData("void Reset() { w = 0; }", true)]
    [InlineData("Console.WriteLine(w);", false)]
    [InlineData("var y = w + 1;", false)]
    [InlineData("{ int w = 1; w = 2; }", false)]
    public void A_cell_is_needed_where_it_changes_what_a_check_uses(string source, bool isNeeded) =>
        Assert.Equal(isNeeded, new NeededCells([Other("var w = 1;"), Other(source), Check("w")]).All.Contains(1));

    [Fact]
    public void What_a_needed_cell_uses_is_needed_too_and_a_name_comes_from_its_last_declaration()
    {
        PlannedCell[] cells = [Other("var a = 1;"), Other("var a = 2;"), Other("var b = a;"), Other("var c = b;"), Check("b")];
        var needed = new NeededCells(cells);
        Assert.Equal([1, 2, 4], needed.All);
        Assert.Equal([("b", 2)], needed.Uses(4));
        Assert.Equal([1, 2], needed.Below(4));
    }

    [Fact]
    public void Methods_of_one_name_in_several_cells_are_all_needed() =>
        Assert.Equal([0, 1, 2], new NeededCells([Other("int F(int x) => x;"), Other("double F(double x) => x;"), Check("F(1)")]).All);

    [Fact]
    public void Locked_cells_and_answers_are_always_needed_and_text_never() =>
        Assert.Equal([0, 1], new NeededCells([new("a", CellRole.Locked, "1", true), new("b", CellRole.Solution, "2", false), new("c", CellRole.Manual, "text", false), Other("3")]).All);

    [Theory]
    [InlineData("using System.Net;", false, true)]
    [InlineData("#r \"Other.dll\"", false, true)]
    [InlineData("using System.Net;", true, false)]
    public void A_students_own_usings_are_needed_for_later_cells_see_them(string source, bool isTrusted, bool isNeeded) =>
        Assert.Equal(isNeeded, new NeededCells([new("a", CellRole.Other, source, isTrusted), Check("1")]).All.Contains(0));

    private static PlannedCell Other(string source) => new("other", CellRole.Other, source, IsTrusted: true);

    private static PlannedCell Check(string source) => new("check", CellRole.Check, source, IsTrusted: true, Points: 1);
}
