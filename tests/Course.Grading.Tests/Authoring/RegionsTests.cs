using Course.Notebooks;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class RegionsTests
{
    [Fact]
    public void Regions_of_code_are_found_with_their_lines_and_indent()
    {
        var cell = Alone(Code("a", "int Twice(int x)\n{\n\t// BEGIN SOLUTION\n\treturn 2 * x;\n\t// END SOLUTION\n}\n//BEGIN HIDDEN TESTS\n// END HIDDEN TESTS"));
        Assert.Equal([new Region(RegionKind.Solution, 3, 5, "\t"), new Region(RegionKind.HiddenTests, 7, 8, "")], Regions.Of(cell));
        Assert.Equal("int Twice(int x)\n{\n}", Regions.Without(cell.Source, Regions.Of(cell)));
        Assert.True(Regions.Of(cell)[0].Contains(5));
        Assert.False(Regions.Of(cell)[0].Contains(6));
    }

    [Fact]
    public void Regions_of_text_are_marked_as_nbgrader_marks_them()
    {
        var cell = Alone(Text("a", "Why?\n\n### BEGIN MARK SCHEME\nBecause.\n### END MARK SCHEME"));
        Assert.Equal([new Region(RegionKind.MarkScheme, 3, 5, "")], Regions.Of(cell));
    }

    [Theory]
    [InlineData("line 2: 'BEGIN SOLUTION' has no 'END SOLUTION'", "a\n// BEGIN SOLUTION\nb")]
    [InlineData("line 1: 'END SOLUTION' has no 'BEGIN SOLUTION' before it.", "// END SOLUTION")]
    [InlineData("line 3: 'BEGIN SOLUTION' stands in the region of 'SOLUTION' that begins in line 1", "// BEGIN SOLUTION\nx\n// BEGIN SOLUTION\n// END SOLUTION")]
    [InlineData("line 2: 'BEGIN HIDDEN TESTS' stands in the region of 'SOLUTION'", "// BEGIN SOLUTION\n// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS\n// END SOLUTION")]
    [InlineData("'BEGIN SOLUTION' in line 1 is still open", "// BEGIN SOLUTION\n// END HIDDEN TESTS")]
    [InlineData("line 3: 'END SOLUTION' has no", "// BEGIN SOLUTION\n// END SOLUTION\n// END SOLUTION")]
    [InlineData("line 1: 'BEGIN SOLUTION' is not a mark as it stands", "int x = 1; // BEGIN SOLUTION\n// END SOLUTION")]
    [InlineData("line 1: 'BEGIN SOLUTION' is not a mark as it stands", "### BEGIN SOLUTION\n// END SOLUTION")]
    [InlineData("line 1: 'BEGIN HIDDEN TESTS' is not a mark as it stands", "// BEGIN HIDDEN TESTS END HIDDEN TESTS")]
    public void A_mark_out_of_place_is_an_error_with_its_cell_and_line(string told, string source)
    {
        var error = Assert.Throws<AuthoringException>(() => Regions.Of(Alone(Code("a", source))));
        Assert.StartsWith("Cell 'a', ", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_only_look_like_marks_are_none() => Assert.Empty(Regions.Of(Alone(Code("a", "// begin solution\n// BEGIN THE SOLUTION"))));
}
