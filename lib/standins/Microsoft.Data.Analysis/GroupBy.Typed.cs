using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>The rows of a data frame by the value of a column of a known type.</summary>
public sealed class GroupBy<TKey> : GroupBy
{
    private readonly DataFrame frame;
    private readonly DataFrameColumn keys;
    private readonly IDictionary<TKey, ICollection<long>> groups;

    public GroupBy(DataFrame dataFrame, int groupByColumnIndex, IDictionary<TKey, ICollection<long>> keyToRowIndices)
    {
        frame = dataFrame;
        keys = dataFrame.Columns[groupByColumnIndex];
        groups = keyToRowIndices;
    }

    public IEnumerable<IGrouping<TKey, DataFrameRow>> Groupings =>
        groups.Select(group => new Grouping(group.Key, group.Value.Select(row => frame.Rows[row])));

    public override DataFrame Count(params string[] columnNames) =>
        Aggregate(columnNames, NewColumn<long>, (column, rows) => (long)rows.Count(column.IsValid));

    public override DataFrame First(params string[] columnNames) => Aggregate(columnNames, SameColumn, (column, rows) => column[rows.First()]);

    public override DataFrame Max(params string[] columnNames) => Aggregate(columnNames, SameColumn, (column, rows) => column.Max(rows));

    public override DataFrame Min(params string[] columnNames) => Aggregate(columnNames, SameColumn, (column, rows) => column.Min(rows));

    public override DataFrame Sum(params string[] columnNames) => Aggregate(columnNames, SameColumn, (column, rows) => column.Sum(rows));

    public override DataFrame Mean(params string[] columnNames) =>
        Aggregate(columnNames, NewColumn<double>, (column, rows) => Convert.ToDouble(column.Sum(rows)) / rows.Count);

    private static DataFrameColumn SameColumn(DataFrameColumn column) => column.Map([]);

    private static DataFrameColumn NewColumn<T>(DataFrameColumn column) where T : unmanaged => new PrimitiveDataFrameColumn<T>(column.Name);

    private DataFrame Aggregate(
        string[] columnNames, Func<DataFrameColumn, DataFrameColumn> make, Func<DataFrameColumn, ICollection<long>, object> value)
    {
        IEnumerable<DataFrameColumn> columns = columnNames is null or [] ? frame.Columns : columnNames.Select(name => frame.Columns[name]);
        DataFrameColumn groupKeys = SameColumn(keys);
        groupKeys.Resize(groups.Count);
        foreach ((int row, TKey key) in groups.Keys.Index())
            groupKeys[row] = key;
        return new DataFrame(columns.Where(column => column != keys).Select(Filled).Prepend(groupKeys));

        DataFrameColumn Filled(DataFrameColumn column)
        {
            DataFrameColumn result = make(column);
            result.Resize(groups.Count);
            foreach ((int row, ICollection<long> rows) in groups.Values.Index())
                result[row] = value(column, rows);
            return result;
        }
    }

    private sealed class Grouping(TKey key, IEnumerable<DataFrameRow> rows) : IGrouping<TKey, DataFrameRow>
    {
        public TKey Key => key;

        public IEnumerator<DataFrameRow> GetEnumerator() => rows.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
