using System.Collections;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>A named column of values of one type; a value may be null.</summary>
public abstract class DataFrameColumn : IEnumerable
{
    private readonly List<DataFrameColumnCollection> owners = [];

    protected DataFrameColumn(string name, Type type) => (Name, DataType) = (name, type);

    public string Name { get; private set; }
    public Type DataType { get; }
    public abstract long Length { get; }
    public abstract long NullCount { get; }

    public object this[long rowIndex]
    {
        get => GetValue(rowIndex);
        set => SetValue(rowIndex, value);
    }

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T?> values) where T : unmanaged => new(name, values);

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T> values) where T : unmanaged => new(name, values);

    public static StringDataFrameColumn Create(string name, IEnumerable<string> values) => new(name, values);

    public void SetName(string newName)
    {
        foreach (DataFrameColumnCollection owner in owners)
            owner.CheckNewName(this, newName);
        Name = newName;
    }

    public bool IsValid(long index) => this[index] is not null;

    public DataFrameColumn Clone(long numberOfNullsToAppend = 0) => Extended(Map(null), numberOfNullsToAppend);

    public DataFrameColumn Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0) =>
        Extended(Map(Rows(mapIndices, invertMapIndices)), numberOfNullsToAppend);

    public DataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true) => Map(SortedRows(ascending, putNullValuesLast));

    public DataFrameColumn FillNulls(object value, bool inPlace = false)
    {
        DataFrameColumn filled = inPlace ? this : Clone();
        for (long row = 0; row < filled.Length; row++)
            filled[row] ??= Convert.ChangeType(value, DataType);
        return filled;
    }

    public DataFrameColumn DropNulls() => Map(Enumerable.Range(0, (int)Length).Where(row => IsValid(row)).Select(row => (long)row));

    public virtual bool IsNumericColumn() => false;
    public virtual bool HasDescription() => false;
    public virtual double Mean() => throw Unsupported("a mean");
    public virtual double Median() => throw Unsupported("a median");
    public virtual object Max() => throw Unsupported("a maximum");
    public virtual object Max(IEnumerable<long> rowIndices) => throw Unsupported("a maximum");
    public virtual object Min() => throw Unsupported("a minimum");
    public virtual object Min(IEnumerable<long> rowIndices) => throw Unsupported("a minimum");
    public virtual object Sum() => throw Unsupported("a sum");
    public virtual object Sum(IEnumerable<long> rowIndices) => throw Unsupported("a sum");
    public virtual DataFrameColumn Description() => throw Unsupported("a description");

    public virtual StringDataFrameColumn Info() => new(Name, [DataType.ToString(), (Length - NullCount).ToString()]);

    public abstract DataFrame ValueCounts();
    public abstract GroupBy GroupBy(int columnIndex, DataFrame parent);

    public abstract PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value);
    public abstract PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value);
    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<T>(T value) => throw Unsupported("an order");
    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<T>(T value) => throw Unsupported("an order");
    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThan<T>(T value) => throw Unsupported("an order");
    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<T>(T value) => throw Unsupported("an order");

    public override string ToString() => ToString(DataFrame.RowsShown);

    public string ToString(long rowsToShow)
    {
        StringBuilder text = new();
        long shown = Math.Min(Length, rowsToShow);
        for (long row = 0; row < shown; row++)
            text.AppendLine((this[row] ?? "null").ToString());
        if (shown < Length)
            text.AppendLine($"  ... {shown} of total {Length}");
        return text.Append($"Name: {Name}, Type: {DataType}").ToString();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumeratorCore();

    protected abstract IEnumerator GetEnumeratorCore();
    protected abstract object GetValue(long rowIndex);
    protected abstract void SetValue(long rowIndex, object value);
    protected internal abstract void Resize(long length);

    /// <summary>A new column of the rows named, of all if none are; a row that is null gives a null.</summary>
    internal abstract DataFrameColumn Map(IEnumerable<long> rows);

    internal abstract IComparer ValueComparer { get; }

    internal void AddOwner(DataFrameColumnCollection owner) => owners.Add(owner);

    internal void RemoveOwner(DataFrameColumnCollection owner) => owners.Remove(owner);

    internal IEnumerable<long> SortedRows(bool ascending, bool putNullValuesLast)
    {
        List<long> nulls = [], rows = [];
        for (long row = 0; row < Length; row++)
            (IsValid(row) ? rows : nulls).Add(row);
        Comparer<long> comparer = Comparer<long>.Create((one, two) => ValueComparer.Compare(this[one], this[two]));
        IEnumerable<long> sorted = ascending ? rows.Order(comparer) : rows.OrderDescending(comparer);
        return putNullValuesLast ? sorted.Concat(nulls) : nulls.Concat(sorted);
    }

    private IEnumerable<long> Rows(DataFrameColumn map, bool inverted)
    {
        IEnumerable<long> rows = map switch
        {
            null => null,
            PrimitiveDataFrameColumn<bool> filter when filter.Length > Length =>
                throw new ArgumentException($"A filter of {filter.Length} rows was given for a column of {Length}; it must not be longer."),
            PrimitiveDataFrameColumn<bool> filter =>
                filter.Select((keep, row) => (keep, row)).Where(entry => entry.keep is true).Select(entry => (long)entry.row),
            PrimitiveDataFrameColumn<int> indices => indices.Select(index => (long)index.Value),
            PrimitiveDataFrameColumn<long> indices => indices.Select(index => index.Value),
            _ => throw new ArgumentException($"A column of {map.DataType} names no rows; expected one of Int64, Int32 or Boolean."),
        };
        return inverted ? rows?.Reverse() : rows;
    }

    private static DataFrameColumn Extended(DataFrameColumn column, long nulls)
    {
        if (nulls > 0)
            column.Resize(column.Length + nulls);
        return column;
    }

    private NotSupportedException Unsupported(string what) => new($"Column '{Name}' of {DataType} has no such thing as {what}.");
}
