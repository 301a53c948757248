namespace Course.Notebooks;

/// <summary>Whether a cell's text could be run as it stands.</summary>
public enum CompletenessStatus
{
    /// <summary>It could.</summary>
    Complete,

    /// <summary>Something is open, so another line is to follow.</summary>
    Incomplete,

    /// <summary>No further line would make it right.</summary>
    Invalid,
}
