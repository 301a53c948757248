using Course.Training;

namespace Course.Tests.Training;

public sealed class HistoryTests
{
    [Fact]
    public void A_series_cannot_be_called_as_the_column_of_the_steps()
    {
        var error = Assert.Throws<ArgumentException>(() => new History().Record("step", 1, 0));
        Assert.Contains("'step'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_of_different_steps_become_one_table_with_gaps()
    {
        var history = new History();
        history.Record("loss", 1, 2.5);
        history.Record("loss", 2, 1.5);
        history.Record("accuracy", 2, 0.5);
        var frame = history.ToDataFrame();

        Assert.Equal(["step", "loss", "accuracy"], frame.Columns.Select(column => column.Name));
        Assert.Equal(2, frame.Rows.Count);
        Assert.Equal(2L, frame.Columns["step"][1]);
        Assert.Equal(1.5, frame.Columns["loss"][1]);
        Assert.Null(frame.Columns["accuracy"][0]);
        Assert.Equal(0.5, frame.Columns["accuracy"][1]);
    }

    [Fact]
    public void A_series_that_is_not_there_is_answered_with_those_that_are()
    {
        var history = new History();
        history.Record("loss", 1, 2.5);

        Assert.Contains("loss", Assert.Throws<KeyNotFoundException>(() => history["los"]).Message, StringComparison.Ordinal);
        Assert.False(history.Contains("los"));
    }

    [Fact]
    public void Steps_never_fall()
    {
        var history = new History();
        history.Record("loss", 5, 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => history.Record("loss", 4, 1));
    }

    [Fact]
    public void A_history_says_what_it_holds()
    {
        var history = new History();
        Assert.Equal("An empty history", $"{history}");
        history.Record("loss", 1, 2.5);
        history.Record("loss", 9, 0.25);

        Assert.Equal("loss: 2 values, 2.5 at step 1 to 0.25 at step 9", $"{history}");
        Assert.Equal(0.25, history["loss"].Last);
    }
}
