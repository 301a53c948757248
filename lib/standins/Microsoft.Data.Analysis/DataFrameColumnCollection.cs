using System.Collections.ObjectModel;

namespace Microsoft.Data.Analysis;

/// <summary>The columns of a data frame: of one length, no two of one name.</summary>
public sealed class DataFrameColumnCollection : Collection<DataFrameColumn>
{
    internal DataFrameColumnCollection(IEnumerable<DataFrameColumn> columns)
    {
        foreach (DataFrameColumn column in columns)
            Add(column);
    }

    internal long RowCount => Count == 0 ? 0 : this[0].Length;

    public DataFrameColumn this[string columnName]
    {
        get
        {
            int index = IndexOf(columnName);
            return index >= 0
                ? this[index]
                : throw new ArgumentException(
                    $"Column '{columnName}' does not exist; there are {string.Join(", ", this.Select(column => $"'{column.Name}'"))}.", nameof(columnName));
        }
        set
        {
            value.SetName(columnName);
            int index = IndexOf(columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public int IndexOf(string columnName)
    {
        for (int index = 0; index < Count; index++)
        {
            if (this[index].Name == columnName)
                return index;
        }
        return -1;
    }

    public void Remove(string columnName)
    {
        int index = IndexOf(columnName);
        if (index >= 0)
            RemoveAt(index);
    }

    public void RenameColumn(string currentName, string newName) => this[currentName].SetName(newName);

    public PrimitiveDataFrameColumn<T> GetPrimitiveColumn<T>(string name) where T : unmanaged => Typed<PrimitiveDataFrameColumn<T>>(name);

    public StringDataFrameColumn GetStringColumn(string name) => Typed<StringDataFrameColumn>(name);

    public BooleanDataFrameColumn GetBooleanColumn(string name) => Typed<BooleanDataFrameColumn>(name);

    public DateTimeDataFrameColumn GetDateTimeColumn(string name) => Typed<DateTimeDataFrameColumn>(name);

    public DoubleDataFrameColumn GetDoubleColumn(string name) => Typed<DoubleDataFrameColumn>(name);

    public SingleDataFrameColumn GetSingleColumn(string name) => Typed<SingleDataFrameColumn>(name);

    public Int32DataFrameColumn GetInt32Column(string name) => Typed<Int32DataFrameColumn>(name);

    public Int64DataFrameColumn GetInt64Column(string name) => Typed<Int64DataFrameColumn>(name);

    internal void CheckNewName(DataFrameColumn column, string name)
    {
        int index = IndexOf(name);
        if (index >= 0 && this[index] != column)
            throw Duplicate(name);
    }

    protected override void InsertItem(int index, DataFrameColumn item)
    {
        Check(item, Count > 0);
        if (IndexOf(item.Name) >= 0)
            throw Duplicate(item.Name);
        item.AddOwner(this);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, DataFrameColumn item)
    {
        Check(item, RowCount > 0);
        int same = IndexOf(item.Name);
        if (same >= 0 && same != index)
            throw Duplicate(item.Name);
        this[index].RemoveOwner(this);
        item.AddOwner(this);
        base.SetItem(index, item);
    }

    protected override void RemoveItem(int index)
    {
        this[index].RemoveOwner(this);
        base.RemoveItem(index);
    }

    protected override void ClearItems()
    {
        foreach (DataFrameColumn column in this)
            column.RemoveOwner(this);
        base.ClearItems();
    }

    private void Check(DataFrameColumn column, bool lengthIsSet)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (lengthIsSet && column.Length != RowCount)
        {
            throw new ArgumentException(
                $"Column '{column.Name}' has {column.Length} rows, the data frame {RowCount}; the columns of a data frame have one length.", nameof(column));
        }
    }

    private static ArgumentException Duplicate(string name) => new($"The data frame already has a column '{name}'.", nameof(name));

    private TColumn Typed<TColumn>(string name) where TColumn : DataFrameColumn =>
        this[name] as TColumn ?? throw new ArgumentException($"Column '{name}' is a {this[name].GetType().Name}, not a {typeof(TColumn).Name}.", nameof(name));
}
