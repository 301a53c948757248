using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis.Tests;

public sealed class CsvTests
{
    [Fact]
    public void Types_are_guessed_from_the_first_rows()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("rule,loss,done,day\nsgd,0.5,true,2026-01-31\nadam,1,false,2026-02-01\n", cultureInfo: CultureInfo.InvariantCulture);

        Assert.Equal([typeof(string), typeof(float), typeof(bool), typeof(DateTime)], frame.Columns.Select(column => column.DataType));
        Assert.Equal(["adam", 1f, false, new DateTime(2026, 2, 1)], frame.Rows[1]);
    }

    [Fact]
    public void A_number_beside_a_text_is_a_text() =>
        Assert.Equal(typeof(string), DataFrame.LoadCsvFromString("value\n1\none\n").Columns[0].DataType);

    [Fact]
    public void Types_may_be_given()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("1;0,25\n", separator: ';', header: false, columnNames: ["step", "loss"],
            dataTypes: [typeof(long), typeof(double)], cultureInfo: DecimalComma());

        Assert.Equal([1L, 0.25], frame.Rows[0]);
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotation_marks_and_line_ends()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a,b\n\"one, two\",\"say \"\"hi\"\"\"\n\"two\nlines\",x\n");

        Assert.Equal(["one, two", "say \"hi\""], frame.Rows[0]);
        Assert.Equal("two\nlines", frame[1, 0]);
    }

    [Fact]
    public void Empty_fields_of_numbers_and_the_text_null_are_nulls()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a,b\n1,x\n,null\n");

        Assert.Equal([null, null], frame.Rows[1]!);
        Assert.Equal(1, frame["a"].NullCount);
    }

    [Fact]
    public void As_many_rows_are_read_as_asked_and_numbered_if_asked()
    {
        DataFrame frame = DataFrame.LoadCsvFromString("a\n5\n6\n7\n", numberOfRowsToRead: 2, addIndexColumn: true);

        Assert.Equal(new long?[] { 0, 1 }, frame.Columns.GetInt64Column("IndexColumn"));
        Assert.Equal(new float?[] { 5, 6 }, frame.Columns.GetSingleColumn("a"));
    }

    [Fact]
    public void Columns_of_one_name_are_renamed_when_allowed()
    {
        Assert.Equal(["a", "a.1"], DataFrame.LoadCsvFromString("a,a\n1,2\n", renameDuplicatedColumns: true).Columns.Select(column => column.Name));
        Assert.Throws<ArgumentException>(() => DataFrame.LoadCsvFromString("a,a\n1,2\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n3\n")]
    [InlineData("a\n\"open\n")]
    public void Text_that_is_no_table_is_refused(string text) => Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString(text));

    [Fact]
    public void A_saved_frame_is_read_back_exactly()
    {
        DataFrame saved = new(
            new DoubleDataFrameColumn("x", [0.1, 1.0 / 3, -1e-300]),
            new StringDataFrameColumn("a, b", ["plain", "with \"quotes\", commas", "two\nlines"]),
            new Int64DataFrameColumn("n", new long?[] { long.MaxValue, null, 0 }));
        using MemoryStream stream = new();
        DataFrame.SaveCsv(saved, stream, cultureInfo: CultureInfo.InvariantCulture);
        stream.Position = 0;
        DataFrame read = DataFrame.LoadCsv(stream, dataTypes: [typeof(double), typeof(string), typeof(long)], cultureInfo: CultureInfo.InvariantCulture);

        Assert.Equal(saved.Columns.Select(column => column.Name), read.Columns.Select(column => column.Name));
        Assert.Equal(saved.Rows.SelectMany(row => row), read.Rows.SelectMany(row => row));
    }

    [Fact]
    public void A_frame_is_saved_to_a_file_and_read_from_it()
    {
        string path = Path.GetTempFileName();
        try
        {
            DataFrame.SaveCsv(new DataFrame(new StringDataFrameColumn("symbol", ["α"])), path, encoding: Encoding.UTF8);
            Assert.Equal("α", DataFrame.LoadCsv(path)[0, 0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CultureInfo DecimalComma()
    {
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        return comma;
    }
}
