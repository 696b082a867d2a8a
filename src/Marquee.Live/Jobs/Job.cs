using System.Text.Json.Nodes;

namespace Marquee.Live;

/// <summary>A job as it stands at one moment.</summary>
public sealed record Job
{
    /// <summary>Its name; larger for later ones.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind, such as <c>train</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is in a line, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>What was asked for.</summary>
    public required JsonObject Request { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it was asked to stop and has not yet.</summary>
    public bool IsCancelling { get; init; }

    /// <summary>How far it is, while it is at work.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Why it failed or was cancelled, where there is more to say than that.</summary>
    public string? Error { get; init; }

    /// <summary>What came of it; of one that is at work, was cancelled or failed what it had found so far. Left out of lists of jobs.</summary>
    public JsonObject? Result { get; init; }

    /// <summary>Whether it waits or is at work.</summary>
    public bool IsOpen => State is JobState.Queued or JobState.Running;
}
