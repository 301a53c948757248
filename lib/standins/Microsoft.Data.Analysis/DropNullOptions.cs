namespace Microsoft.Data.Analysis;

/// <summary>Which rows with nulls are dropped.</summary>
public enum DropNullOptions
{
    /// <summary>Rows with a null in any column.</summary>
    Any,

    /// <summary>Rows with nulls in all columns.</summary>
    All,
}
