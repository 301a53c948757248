using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A row of a data frame.</summary>
public sealed class DataFrameRow : IEnumerable<object>
{
    private readonly DataFrame frame;
    private readonly long row;

    internal DataFrameRow(DataFrame frame, long row) => (this.frame, this.row) = (frame, row);

    public object this[int index]
    {
        get => frame.Columns[index][row];
        set => frame.Columns[index][row] = value;
    }

    public object this[string columnName]
    {
        get => frame.Columns[columnName][row];
        set => frame.Columns[columnName][row] = value;
    }

    public IEnumerator<object> GetEnumerator() => frame.Columns.Select(column => column[row]).GetEnumerator();

    public IEnumerable<KeyValuePair<string, object>> GetValues() =>
        frame.Columns.Select(column => KeyValuePair.Create(column.Name, column[row]));

    public override string ToString() => string.Concat(this.Select(value => $"{value ?? "null"} "));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
