namespace Microsoft.Data.Analysis;

/// <summary>The rows of a data frame by the value of a column.</summary>
public abstract class GroupBy
{
    /// <summary>How many values other than null each group has in each column.</summary>
    public abstract DataFrame Count(params string[] columnNames);

    public abstract DataFrame First(params string[] columnNames);

    public abstract DataFrame Max(params string[] columnNames);

    public abstract DataFrame Min(params string[] columnNames);

    public abstract DataFrame Sum(params string[] columnNames);

    public abstract DataFrame Mean(params string[] columnNames);
}
