namespace Marquee.Live;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>It waits for those before it.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>It could not be carried out, and left nothing half-done behind.</summary>
    Failed,

    /// <summary>It was cancelled, and left nothing half-done behind.</summary>
    Cancelled,
}
