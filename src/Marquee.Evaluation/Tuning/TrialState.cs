namespace Marquee.Evaluation;

/// <summary>How a trial ended.</summary>
public enum TrialState
{
    /// <summary>It was measured on everything.</summary>
    Complete,

    /// <summary>It was stopped early, behind others.</summary>
    Stopped,

    /// <summary>The training or the scores failed.</summary>
    Failed,
}
