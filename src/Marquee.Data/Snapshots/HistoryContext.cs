namespace Marquee.Data;

/// <summary>The circumstances in which a history is asked about, and what is known of who asks. All of it may be unknown.</summary>
public sealed record HistoryContext
{
    /// <summary>Nothing is known.</summary>
    public static HistoryContext Unknown { get; } = new();

    /// <summary>The moment of asking, in milliseconds since 1970 UTC; models that count time measure from here.</summary>
    public long? Now { get; init; }

    /// <summary>Where the user is (ISO 3166-1 alpha-2).</summary>
    public string? Country { get; init; }

    /// <summary>What the user watches on.</summary>
    public string? Device { get; init; }

    /// <summary>What is known of the user; see <see cref="User.Attributes"/>.</summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;

    /// <summary>What the user searched for, earliest first.</summary>
    public ValueList<string> Searches { get; init; } = [];
}
