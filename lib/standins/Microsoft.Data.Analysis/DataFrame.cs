using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>A table of named columns of one length.</summary>
public sealed partial class DataFrame
{
    internal const int RowsShown = 25;

    public DataFrame(IEnumerable<DataFrameColumn> columns)
    {
        Columns = new(columns);
        Rows = new(this);
    }

    public DataFrame(params DataFrameColumn[] columns) : this((IEnumerable<DataFrameColumn>)columns)
    {
    }

    public DataFrameColumnCollection Columns { get; }
    public DataFrameRowCollection Rows { get; }

    public object this[long rowIndex, int columnIndex]
    {
        get => Columns[columnIndex][rowIndex];
        set => Columns[columnIndex][rowIndex] = value;
    }

    public DataFrameColumn this[string columnName]
    {
        get => Columns[columnName];
        set => Columns[columnName] = value;
    }

    public DataFrame this[PrimitiveDataFrameColumn<bool> rowFilter] => Filter(rowFilter);
    public DataFrame this[PrimitiveDataFrameColumn<int> rowIndices] => Filter(rowIndices);
    public DataFrame this[PrimitiveDataFrameColumn<long> rowIndices] => Filter(rowIndices);
    public DataFrame this[IEnumerable<int> rowIndices] => Filter(new PrimitiveDataFrameColumn<int>("Filter", rowIndices));
    public DataFrame this[IEnumerable<long> rowIndices] => Filter(new PrimitiveDataFrameColumn<long>("Filter", rowIndices));
    public DataFrame this[IEnumerable<bool> rowFilter] => Filter(new PrimitiveDataFrameColumn<bool>("Filter", rowFilter));

    public DataFrame Filter(PrimitiveDataFrameColumn<bool> filter) => Mapped(column => column.Clone(filter));

    public DataFrame Filter(PrimitiveDataFrameColumn<int> rowIndices) => Mapped(column => column.Clone(rowIndices));

    public DataFrame Filter(PrimitiveDataFrameColumn<long> rowIndices) => Mapped(column => column.Clone(rowIndices));

    public DataFrame Clone() => Mapped(column => column.Clone());

    public DataFrame Head(int numberOfRows) => Range(0, numberOfRows);

    public DataFrame Tail(int numberOfRows) => Range(Rows.Count - numberOfRows, Rows.Count);

    public DataFrame Sample(int numberOfRows)
    {
        if (numberOfRows > Rows.Count)
            throw new ArgumentException($"{numberOfRows} rows were asked of a data frame that has {Rows.Count}.", nameof(numberOfRows));
        int[] rows = [.. Enumerable.Range(0, (int)Rows.Count)];
        Random.Shared.Shuffle(rows);
        return this[rows.Take(numberOfRows)];
    }

    public DataFrame OrderBy(string columnName, bool ascending = true, bool putNullValuesLast = true)
    {
        long[] rows = [.. Columns[columnName].SortedRows(ascending, putNullValuesLast)];
        return Mapped(column => column.Map(rows));
    }

    public DataFrame OrderByDescending(string columnName, bool putNullValuesLast = true) => OrderBy(columnName, false, putNullValuesLast);

    public GroupBy GroupBy(string columnName) => Columns[columnName].GroupBy(Columns.IndexOf(columnName), this);

    public GroupBy<TKey> GroupBy<TKey>(string columnName) => GroupBy(columnName) as GroupBy<TKey>
        ?? throw new InvalidCastException($"Column '{columnName}' holds {Columns[columnName].DataType}; it cannot be grouped by {typeof(TKey)}.");

    public DataFrame DropNulls(DropNullOptions options = DropNullOptions.Any) => this[Rows.Select(row => options == DropNullOptions.Any
        ? row.All(value => value is not null)
        : row.Any(value => value is not null)).ToArray()];

    public DataFrame FillNulls(object value, bool inPlace = false)
    {
        DataFrame filled = inPlace ? this : Clone();
        foreach (DataFrameColumn column in filled.Columns)
            column.FillNulls(value, inPlace: true);
        return filled;
    }

    /// <summary>Each column's type and its number of values.</summary>
    public DataFrame Info() => new(Columns.Select(column => (DataFrameColumn)column.Info())
        .Prepend(new StringDataFrameColumn("Info", ["DataType", "Length (excluding null values)"])));

    /// <summary>Count, maximum, minimum and mean of each column of numbers or dates.</summary>
    public DataFrame Description() => new(Columns.Where(column => column.HasDescription()).Select(column => column.Description())
        .Prepend(new StringDataFrameColumn("Description", ["Length (excluding null values)", "Max", "Min", "Mean"])));

    /// <summary>Adds a row in the columns' order; missing values, empty texts for numbers and the text "null" become nulls.</summary>
    public DataFrame Append(IEnumerable<object> row = null, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        object[] given = row is null ? [] : [.. row];
        if (given.Length > Columns.Count)
            throw new ArgumentException($"A row of {given.Length} values was given to a data frame of {Columns.Count} columns.", nameof(row));
        object[] values = [.. given.Zip(Columns, (value, column) => Converted(value, column, cultureInfo))];
        DataFrame extended = inPlace ? this : Clone();
        long last = extended.Rows.Count;
        foreach ((int index, DataFrameColumn column) in extended.Columns.Index())
        {
            column.Resize(last + 1);
            column[last] = index < values.Length ? values[index] : null;
        }
        return extended;
    }

    /// <summary>Adds a row of values by column name; the other columns get nulls.</summary>
    public DataFrame Append(IEnumerable<KeyValuePair<string, object>> row, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        object[] values = new object[Columns.Count];
        foreach ((string name, object value) in row)
            values[Columns.IndexOf(Columns[name])] = Converted(value, Columns[name], cultureInfo);
        return Append(values, inPlace, cultureInfo);
    }

    public DataFrame Append(IEnumerable<DataFrameRow> rows, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        DataFrame extended = inPlace ? this : Clone();
        foreach (DataFrameRow row in rows.ToArray())
            extended.Append(row.GetValues(), inPlace: true, cultureInfo);
        return extended;
    }

    public override string ToString() => ToString(RowsShown);

    public string ToString(long rowsToShow)
    {
        int width = Math.Max(10, Columns.Select(column => column.Name.Length + 1).DefaultIfEmpty().Max());
        StringBuilder text = new();
        text.AppendLine(string.Concat(Columns.Select(column => column.Name.PadRight(width))));
        long shown = Math.Min(Rows.Count, rowsToShow);
        for (long row = 0; row < shown; row++)
            text.AppendLine(string.Concat(Rows[row].Select(value => (value ?? "null").ToString().PadRight(width))));
        if (shown < Rows.Count)
            text.AppendLine($"  ... {rowsToShow} of total {Rows.Count}");
        return text.ToString();
    }

    private DataFrame Mapped(Func<DataFrameColumn, DataFrameColumn> map) => new(Columns.Select(map));

    private DataFrame Range(long start, long end)
    {
        if (start < 0 || end > Rows.Count)
            throw new ArgumentOutOfRangeException(nameof(end), end - start, $"More rows were asked of a data frame than its {Rows.Count}.");
        long[] rows = new long[end - start];
        for (long row = start; row < end; row++)
            rows[row - start] = row;
        return Mapped(column => column.Map(rows));
    }

    private static object Converted(object value, DataFrameColumn column, CultureInfo culture) => value switch
    {
        null => null,
        string { Length: 0 } when column.DataType != typeof(string) => null,
        string text when text.Equals("null", StringComparison.OrdinalIgnoreCase) => null,
        _ => Convert.ChangeType(value, column.DataType, culture ?? CultureInfo.CurrentCulture),
    };
}
