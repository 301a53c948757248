using System.Text;

namespace Course.Grading.Tests.Results;

public sealed class CsvTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("'=1", "''=1")]
    [InlineData("a=b", "a=b")]
    [InlineData("O'Brien", "O'Brien")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("Ada, \"the first\"\nof all", "\"Ada, \"\"the first\"\"\nof all\"")]
    [InlineData(" ada ", "\" ada \"")]
    [InlineData("", "")]
    public void A_text_is_no_formula_and_reads_back_as_it_was(string text, string field)
    {
        Assert.Equal(field, CsvText.Field(text));
        var table = CsvTable.Read(Write(CsvText.Table([["student", "mark"], [CsvText.Field(text), "1"]])), "student", "mark");
        var row = Assert.Single(table.Rows);
        Assert.Equal(text.Trim(), table.Text(row.Fields, "student"));
        Assert.Equal("1", table.Text(row.Fields, "mark"));
    }

    [Theory]
    [InlineData(2.5, "2.5")]
    [InlineData(1e-9, "0")]
    [InlineData(1234567.0, "1234567")]
    [InlineData(0.1 + 0.2, "0.3")]
    public void A_number_has_a_point_and_no_more_digits_than_it_needs(double number, string field) => Assert.Equal(field, CsvText.Field(number));

    [Theory]
    [InlineData("student;mark\r\nada;1,5\r\n")]
    [InlineData("\uFEFFStudent\tMARK\nada\t1,5")]
    [InlineData("mark;student\r1,5;ada\r")]
    [InlineData("\n\nstudent;mark\n;;\n\nada;1,5;what more there is\n")]
    public void What_spreadsheets_write_is_read(string text)
    {
        var table = CsvTable.Read(Write(text), "student", "mark");
        var row = Assert.Single(table.Rows);
        Assert.Equal(("ada", "1,5"), (table.Text(row.Fields, "student"), table.Text(row.Fields, "mark")));
    }

    [Fact]
    public void A_row_knows_the_line_in_which_it_begins() =>
        Assert.Equal([2, 5], CsvTable.Read(Write("student,mark\n\"a\nb\",1\n\nada,2\n"), "student").Rows.Select(row => row.Line));

    [Fact]
    public void A_file_in_another_encoding_is_told()
    {
        var path = Path.Combine(_folder.FullName, "marks.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("student,mark\nJosé,1\n"));
        Assert.Equal("marks.csv is not UTF-8. Save it as 'CSV UTF-8'.", Assert.Throws<GradingException>(() => CsvTable.Read(path, "student")).Message);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
