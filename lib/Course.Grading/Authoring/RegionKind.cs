namespace Course.Grading;

/// <summary>What a marked region of a cell holds.</summary>
public enum RegionKind
{
    /// <summary>The instructor's answer.</summary>
    Solution,

    /// <summary>Checks that students do not see.</summary>
    HiddenTests,

    /// <summary>What a person who marks the answer looks for.</summary>
    MarkScheme,
}
