namespace Course.Grading;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>It held each time that it was made.</summary>
    Passed,

    /// <summary>It did not hold.</summary>
    Failed,

    /// <summary>What came before it failed, or it stands in a loop that ran no round.</summary>
    NotReached,
}
