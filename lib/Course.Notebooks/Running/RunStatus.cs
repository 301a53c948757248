namespace Course.Notebooks.Running;

/// <summary>How the run of a notebook ended.</summary>
public enum RunStatus
{
    /// <summary>Every cell ran, and none failed that was not expected to.</summary>
    Succeeded,

    /// <summary>A cell failed.</summary>
    Failed,

    /// <summary>A cell or the notebook ran longer than its limit.</summary>
    TimedOut,

    /// <summary>The process that ran the cells ended, or could not be started.</summary>
    Crashed,

    /// <summary>The caller stopped the run.</summary>
    Cancelled,

    /// <summary>The file is no notebook that can be read, or one in another language than C#; nothing was written.</summary>
    Unreadable,
}
