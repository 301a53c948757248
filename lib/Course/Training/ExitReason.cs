namespace Course.Training;

/// <summary>Why a run ended.</summary>
public enum ExitReason
{
    /// <summary>All steps that were asked for were made.</summary>
    Completed,

    /// <summary>It was cancelled; what was learned until then is kept.</summary>
    Cancelled,

    /// <summary>What early stopping watches had not improved for as long as its patience; the weights are those of the best epoch.</summary>
    StoppedEarly,

    /// <summary>The loss became infinite, not a number, or grew beyond all bounds.</summary>
    Diverged,
}
