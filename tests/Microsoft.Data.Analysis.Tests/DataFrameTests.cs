namespace Microsoft.Data.Analysis.Tests;

public sealed class DataFrameTests
{
    [Fact]
    public void Values_are_read_and_written_by_row_and_column()
    {
        DataFrame runs = Runs();
        runs["loss"][0] = 0.5;
        runs.Rows[1]["rule"] = "nadam";
        runs[2, 0] = "momentum";

        Assert.Equal(0.5, runs[0, 2]);
        Assert.Equal(["sgd", "nadam", "momentum", "adam"], (StringDataFrameColumn)runs["rule"]);
        Assert.Equal(4, runs.Rows.Count);
        Assert.Equal(3, runs.Columns.Count);
        Assert.Equal("sgd 1 0.5 ", runs.Rows[0].ToString());
    }

    [Fact]
    public void A_column_that_does_not_exist_is_named_with_those_that_do()
    {
        string message = Assert.Throws<ArgumentException>(() => Runs()["accuracy"]).Message;

        Assert.Contains("'accuracy'", message, StringComparison.Ordinal);
        Assert.Contains("'loss'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_have_one_length_and_different_names()
    {
        DataFrame runs = Runs();

        Assert.Throws<ArgumentException>(() => runs.Columns.Add(new Int32DataFrameColumn("steps", [1])));
        Assert.Throws<ArgumentException>(() => runs.Columns.Add(new Int32DataFrameColumn("loss", 4)));
        Assert.Throws<ArgumentException>(() => runs.Columns.RenameColumn("seed", "loss"));
    }

    [Fact]
    public void A_column_is_added_replaced_renamed_and_removed()
    {
        DataFrame runs = Runs();
        runs["steps"] = new Int32DataFrameColumn("anything", [10, 20, 30, 40]);
        runs["loss"] = new SingleDataFrameColumn("single", 4);
        runs.Columns.RenameColumn("seed", "random seed");
        runs.Columns.Remove("rule");

        Assert.Equal(["random seed", "loss", "steps"], runs.Columns.Select(column => column.Name));
        Assert.Equal(40, runs.Columns.GetInt32Column("steps")[3]);
        Assert.Contains("SingleDataFrameColumn", Assert.Throws<ArgumentException>(() => runs.Columns.GetDoubleColumn("loss")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_filtered_by_a_condition_or_by_number()
    {
        DataFrame runs = Runs();

        Assert.Equal(["sgd", "adam"], Rules(runs.Filter(runs["seed"].ElementwiseEquals(1))));
        Assert.Equal(["adam", "sgd"], Rules(runs[(int[])[3, 0]]));
        Assert.Equal(["adam"], Rules(runs[(bool[])[false, true, false, false]]));
        Assert.Equal(["sgd", "adam"], Rules(runs.Head(2)));
        Assert.Equal(["adam"], Rules(runs.Tail(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => runs.Head(5));
    }

    [Fact]
    public void A_sample_has_different_rows()
    {
        DataFrame runs = Runs();
        IEnumerable<double?> losses = runs.Sample(3).Columns.GetDoubleColumn("loss");

        Assert.Equal(3, losses.Distinct().Count());
        Assert.Throws<ArgumentException>(() => runs.Sample(5));
    }

    [Fact]
    public void Rows_are_ordered_by_a_column_equal_ones_as_they_were()
    {
        DataFrame runs = Runs();

        Assert.Equal(new double?[] { 0.1, 0.2, 0.3, null }, runs.OrderBy("loss").Columns.GetDoubleColumn("loss"));
        Assert.Equal(new double?[] { 0.3, 0.2, 0.1, null }, runs.OrderByDescending("loss").Columns.GetDoubleColumn("loss"));
        Assert.Equal(new double?[] { 0.3, 0.1, 0.2, null }, runs.OrderBy("seed").Columns.GetDoubleColumn("loss"));
    }

    [Fact]
    public void A_row_is_appended_to_a_copy_unless_in_place()
    {
        DataFrame runs = Runs();
        DataFrame more = runs.Append(["rmsprop", "3", 0.25f]);
        runs.Append([new KeyValuePair<string, object>("loss", 0.75)], inPlace: true);

        Assert.Equal(["rmsprop", 3, 0.25], more.Rows[4]);
        Assert.Equal([null, null, 0.75], runs.Rows[4]!);
        Assert.Throws<FormatException>(() => runs.Append(["rmsprop", "three", 0.25]));
        Assert.Equal(5, runs.Rows.Count);
        Assert.Throws<ArgumentException>(() => runs.Append(["rmsprop", 3, 0.25, 1]));
    }

    [Fact]
    public void Rows_of_another_frame_are_appended_by_name() =>
        Assert.Equal(["sgd", "adam", "sgd", "adam", "sgd", "adam"], Rules(Runs().Append(Runs().Head(2).Rows)));

    [Fact]
    public void Rows_with_nulls_are_dropped_or_filled()
    {
        DataFrame runs = Runs();

        Assert.Equal(3, runs.DropNulls().Rows.Count);
        Assert.Equal(4, runs.DropNulls(DropNullOptions.All).Rows.Count);
        Assert.Equal(9.0, runs["loss"].FillNulls(9)[2]);
    }

    [Fact]
    public void A_description_has_count_maximum_minimum_and_mean_of_the_numbers()
    {
        DataFrame description = new DataFrame(new StringDataFrameColumn("rule", ["a", "b"]), new Int32DataFrameColumn("seed", [1, 4])).Description();

        Assert.Equal(["Description", "seed"], description.Columns.Select(column => column.Name));
        Assert.Equal(new float?[] { 2, 4, 1, 2.5f }, (PrimitiveDataFrameColumn<float>)description["seed"]);
    }

    [Fact]
    public void Information_has_types_and_counts()
    {
        DataFrame info = Runs().Info();

        Assert.Equal(["System.Double", "3"], (StringDataFrameColumn)info["loss"]);
        Assert.Equal(["DataType", "Length (excluding null values)"], (StringDataFrameColumn)info["Info"]);
    }

    [Fact]
    public void A_frame_is_shown_in_columns_and_cut_after_as_many_rows_as_asked() =>
        Assert.Equal(
            string.Join(Environment.NewLine, "rule      seed      loss      ", "sgd       1         0.3       ", "adam      2         0.2       ", "  ... 2 of total 4", ""),
            Runs().ToString(2));

    [Fact]
    public void Groups_are_summed_averaged_and_counted()
    {
        GroupBy groups = new DataFrame(
            new StringDataFrameColumn("rule", ["sgd", "adam", "sgd"]),
            new DoubleDataFrameColumn("loss", [0.5, 0.25, 1.5]),
            new Int32DataFrameColumn("steps", new int?[] { 1, 2, null })).GroupBy("rule");

        Assert.Equal(["sgd", "adam"], Rules(groups.Sum()));
        Assert.Equal(new double?[] { 2, 0.25 }, groups.Sum().Columns.GetDoubleColumn("loss"));
        Assert.Equal(new double?[] { 1, 0.25 }, groups.Mean("loss").Columns.GetPrimitiveColumn<double>("loss"));
        Assert.Equal(new double?[] { 1.5, 0.25 }, groups.Max("loss").Columns.GetDoubleColumn("loss"));
        Assert.Equal(new double?[] { 0.5, 0.25 }, groups.First("loss").Columns.GetDoubleColumn("loss"));
        Assert.Equal(new long?[] { 1, 1 }, groups.Count().Columns.GetPrimitiveColumn<long>("steps"));
        Assert.Equal(["rule", "loss"], groups.Min("loss").Columns.Select(column => column.Name));
    }

    [Fact]
    public void Groups_have_their_rows()
    {
        Dictionary<int, double[]> losses = Runs().GroupBy<int>("seed").Groupings.ToDictionary(
            group => group.Key, group => group.Select(row => row["loss"]).OfType<double>().ToArray());

        Assert.Equal([0.3, 0.1], losses[1]);
        Assert.Equal([0.2], losses[2]);
        Assert.Throws<InvalidCastException>(() => Runs().GroupBy<string>("seed"));
    }

    private static DataFrame Runs() => new(
        new StringDataFrameColumn("rule", ["sgd", "adam", "sgd", "adam"]),
        new Int32DataFrameColumn("seed", [1, 2, 2, 1]),
        new DoubleDataFrameColumn("loss", new double?[] { 0.3, 0.2, null, 0.1 }));

    private static StringDataFrameColumn Rules(DataFrame frame) => frame.Columns.GetStringColumn("rule");
}
