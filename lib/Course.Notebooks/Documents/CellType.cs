namespace Course.Notebooks;

/// <summary>What a notebook cell holds.</summary>
public enum CellType
{
    /// <summary>Source code that a session runs.</summary>
    Code,

    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Text that is passed on as it is.</summary>
    Raw,
}
