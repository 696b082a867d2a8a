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

    /// <summary>It could not be carried out. Nothing half-made is left; an import keeps the records that it had written.</summary>
    Failed,

    /// <summary>It was cancelled. Nothing half-made is left; an import keeps the records that it had written.</summary>
    Cancelled,
}
