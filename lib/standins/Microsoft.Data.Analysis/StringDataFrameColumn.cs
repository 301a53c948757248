using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of texts.</summary>
public sealed class StringDataFrameColumn : DataFrameColumn, IEnumerable<string>
{
    private readonly List<string> values;

    public StringDataFrameColumn(string name, IEnumerable<string> values) : base(name, typeof(string)) => this.values = [.. values];

    public StringDataFrameColumn(string name, long length = 0) : this(name, new string[length])
    {
    }

    public override long Length => values.Count;
    public override long NullCount => values.Count(value => value is null);

    public new string this[long rowIndex]
    {
        get => values[checked((int)rowIndex)];
        set => values[checked((int)rowIndex)] = value;
    }

    // Comparer<string>.Default, by culture, as in the original.
    internal override IComparer ValueComparer => Comparer<string>.Default;

    public void Append(string value) => values.Add(value);

    public IEnumerator<string> GetEnumerator() => values.GetEnumerator();

    public new StringDataFrameColumn Clone(long numberOfNullsToAppend = 0) => (StringDataFrameColumn)base.Clone(numberOfNullsToAppend);

    public new StringDataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true) =>
        (StringDataFrameColumn)base.Sort(ascending, putNullValuesLast);

    public new StringDataFrameColumn DropNulls() => (StringDataFrameColumn)base.DropNulls();

    public StringDataFrameColumn FillNulls(string value, bool inPlace = false) => (StringDataFrameColumn)base.FillNulls(value, inPlace);

    public override DataFrame ValueCounts()
    {
        Dictionary<string, ICollection<long>> groups = GroupedRows();
        return new DataFrame(
            new StringDataFrameColumn("Values", groups.Keys),
            new PrimitiveDataFrameColumn<long>("Counts", groups.Values.Select(rows => (long)rows.Count)));
    }

    public override GroupBy GroupBy(int columnIndex, DataFrame parent) => new GroupBy<string>(parent, columnIndex, GroupedRows());

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value) =>
        new BooleanDataFrameColumn(Name, values.Select(known => known == value?.ToString()));

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value) =>
        new BooleanDataFrameColumn(Name, values.Select(known => known != value?.ToString()));

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override object GetValue(long rowIndex) => this[rowIndex];

    protected override void SetValue(long rowIndex, object value) => this[rowIndex] = value is null or string
        ? (string)value
        : throw new ArgumentException($"Column '{Name}' holds texts; {value} is of {value.GetType()}.", nameof(value));

    protected internal override void Resize(long length)
    {
        if (length < Length)
            throw new ArgumentException($"Column '{Name}' has {Length} rows and cannot shrink to {length}.", nameof(length));
        values.AddRange(new string[length - Length]);
    }

    internal override DataFrameColumn Map(IEnumerable<long> rows) =>
        new StringDataFrameColumn(Name, rows is null ? values : rows.Select(row => this[row]));

    private Dictionary<string, ICollection<long>> GroupedRows()
    {
        Dictionary<string, ICollection<long>> groups = [];
        for (int row = 0; row < values.Count; row++)
        {
            if (values[row] is not string value)
                continue;
            if (!groups.TryGetValue(value, out ICollection<long> rows))
                groups[value] = rows = [];
            rows.Add(row);
        }
        return groups;
    }
}
