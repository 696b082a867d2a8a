using System.Diagnostics.CodeAnalysis;

namespace Marquee.Server;

/// <summary>What a user did with an item, as Gorse spells it: one of a kind for the two.</summary>
internal sealed record GorseFeedback
{
    /// <summary>The kind.</summary>
    [AllowNull]
    public string FeedbackType { get; init => field = value ?? ""; } = "";

    /// <summary>The user.</summary>
    [AllowNull]
    public string UserId { get; init => field = value ?? ""; } = "";

    /// <summary>The item.</summary>
    [AllowNull]
    public string ItemId { get; init => field = value ?? ""; } = "";

    /// <summary>Its size; 0 for none.</summary>
    public double Value { get; init; }

    /// <summary>When it was done first, in nearly any spelling; see <see cref="GorseTime"/>.</summary>
    [AllowNull]
    public string Timestamp { get; init => field = value ?? ""; } = "";

    /// <summary>When it was done last; answered, never read.</summary>
    public string? Updated { get; init; }

    /// <summary>Words that came with it.</summary>
    [AllowNull]
    public string Comment { get; init => field = value ?? ""; } = "";
}
