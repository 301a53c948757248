namespace Microsoft.Data.Analysis.Tests;

public sealed class ColumnTests
{
    [Fact]
    public void A_column_of_a_length_holds_nulls()
    {
        DoubleDataFrameColumn column = new("loss", 3);

        Assert.Equal(3, column.Length);
        Assert.Equal(3, column.NullCount);
        Assert.Null(column[0]);
        Assert.False(column.IsValid(0));
    }

    [Fact]
    public void Statistics_leave_nulls_out()
    {
        DoubleDataFrameColumn column = new("loss", new double?[] { 4, null, 1, 7 });

        Assert.Equal(12.0, column.Sum());
        Assert.Equal(7.0, column.Max());
        Assert.Equal(1.0, column.Min());
        Assert.Equal(4.0, column.Mean());
        Assert.Equal(4.0, column.Median());
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void A_sum_has_its_columns_type() => Assert.Equal(6, new Int32DataFrameColumn("count", [1, 2, 3]).Sum());

    [Fact]
    public void The_median_of_an_even_count_lies_between_the_middle_two() =>
        Assert.Equal(2.5, new Int32DataFrameColumn("count", [4, 1, 2, 3]).Median());

    [Fact]
    public void A_column_without_values_has_no_sum_and_no_maximum()
    {
        SingleDataFrameColumn empty = new("loss", 2);

        Assert.Null(empty.Sum());
        Assert.Null(empty.Max());
        Assert.Equal(0.0, new SingleDataFrameColumn("loss").Mean());
    }

    [Fact]
    public void Dates_have_a_maximum_and_no_sum()
    {
        DateTimeDataFrameColumn column = new("day", [new DateTime(2026, 1, 2), new DateTime(2026, 3, 1)]);

        Assert.Equal(new DateTime(2026, 3, 1), column.Max());
        Assert.Contains("'day'", Assert.Throws<NotSupportedException>(column.Sum).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        DataFrameColumn column = new Int32DataFrameColumn("count", [1]);

        Assert.Contains("System.Int32", Assert.Throws<ArgumentException>(() => column[0] = "one").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_is_false_for_null_and_for_NaN()
    {
        DoubleDataFrameColumn column = new("loss", new double?[] { 1, null, double.NaN, 3 });

        Assert.Equal([true, false, false, false], Kept(column.ElementwiseLessThan(2.0)));
        Assert.Equal([false, false, false, true], Kept(column.ElementwiseGreaterThan(2.0)));
        Assert.Equal([true, false, false, false], Kept(column.ElementwiseEquals(1.0)));
        Assert.Equal([false, false, true, true], Kept(column.ElementwiseNotEquals(1.0)));
    }

    [Fact]
    public void Whole_numbers_are_compared_with_fractions_as_they_are()
    {
        Int32DataFrameColumn column = new("count", [2, 3]);

        Assert.Equal([false, true], Kept(column.ElementwiseGreaterThan(2.5)));
        Assert.Equal([true, true], Kept(column.ElementwiseGreaterThanOrEqual(2)));
        Assert.Equal([true, false], Kept(column.ElementwiseLessThanOrEqual(2.5)));
    }

    [Fact]
    public void Texts_are_compared_for_equality()
    {
        StringDataFrameColumn column = new("rule", ["sgd", null, "adam"]);

        Assert.Equal([false, false, true], Kept(column.ElementwiseEquals("adam")));
        Assert.Throws<NotSupportedException>(() => column.ElementwiseLessThan("m"));
    }

    [Fact]
    public void A_function_is_applied_to_each_value_and_keeps_nulls()
    {
        DoubleDataFrameColumn column = new("loss", new double?[] { 1, null, 4 });

        Assert.Equal(new double?[] { 1, null, 2 }, column.Apply(Math.Sqrt));
        Assert.Equal(new int?[] { 10, -1, 40 }, column.Apply<int>(value => (int?)(value * 10) ?? -1));
        Assert.Equal(new double?[] { 1, null, 4 }, column);
    }

    [Fact]
    public void Sorting_puts_nulls_last_unless_told_otherwise()
    {
        Int32DataFrameColumn column = new("count", new int?[] { 3, null, 1 });

        Assert.Equal(new int?[] { 1, 3, null }, column.Sort());
        Assert.Equal(new int?[] { null, 3, 1 }, column.Sort(ascending: false, putNullValuesLast: false));
    }

    [Fact]
    public void Nulls_are_filled_or_dropped()
    {
        Int32DataFrameColumn column = new("count", new int?[] { 3, null });

        Assert.Equal(new int?[] { 3, 0 }, column.FillNulls(0));
        Assert.Equal(new int?[] { 3 }, column.DropNulls());
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void A_copy_is_of_the_same_type_and_stands_alone()
    {
        Int32DataFrameColumn column = new("count", [1, 2]);
        PrimitiveDataFrameColumn<int> copy = column.Clone(numberOfNullsToAppend: 1);
        copy[0] = 9;

        Assert.IsType<Int32DataFrameColumn>(copy);
        Assert.Equal(new int?[] { 9, 2, null }, copy);
        Assert.Equal(1, column[0]);
    }

    [Fact]
    public void Equal_values_are_counted()
    {
        DataFrame counts = new StringDataFrameColumn("rule", ["sgd", "adam", "sgd", null]).ValueCounts();

        Assert.Equal(["sgd", "adam"], (StringDataFrameColumn)counts["Values"]);
        Assert.Equal(new long?[] { 2, 1 }, (PrimitiveDataFrameColumn<long>)counts["Counts"]);
    }

    private static IEnumerable<bool> Kept(PrimitiveDataFrameColumn<bool> column) => column.Select(value => value!.Value);
}
