namespace Marquee.Data;

/// <summary>One thing that a user did, with an item or (a search) without one.</summary>
/// <remarks>
/// An interaction is identified by user, item, kind, time and text: the same five again is the same interaction, whose value, progress and
/// session replace the earlier ones. That makes an import repeatable.
/// </remarks>
public sealed record Interaction
{
    /// <summary>Who.</summary>
    public required string UserId { get; init; }

    /// <summary>With what; empty for a search.</summary>
    public required string ItemId { get; init; }

    /// <summary>What was done: a word of <see cref="InteractionKinds"/>, or any other.</summary>
    public required string Kind { get; init; }

    /// <summary>Its size: a rating in the source's own scale, a number of plays. Finite.</summary>
    public float? Value { get; init; }

    /// <summary>How much of it was watched, 0 to 1.</summary>
    public float? Progress { get; init; }

    /// <summary>When, from 1970 on, kept to the millisecond.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The visit it was part of.</summary>
    public string? Session { get; init; }

    /// <summary>Words that came with it: what was searched for, the tag given. An empty text is none.</summary>
    public string? Text { get; init => field = value is "" ? null : value; }
}
