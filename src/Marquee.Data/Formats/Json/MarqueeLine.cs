namespace Marquee.Data;

/// <summary>The keys of Marquee's own JSON lines, in the order in which they are written.</summary>
internal static class MarqueeLine
{
    public const string Type = "type";
    public const string User = "user";
    public const string Item = "item";
    public const string Interaction = "interaction";

    /// <summary>A moment to the millisecond in UTC.</summary>
    public const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static readonly string[] UserKeys = [Type, "id", "attributes", "optedOut"];

    public static readonly string[] ItemKeys =
    [
        Type, "id", "title", "kind", "year", "releaseDate", "countries", "language", "categories", "labels", "people", "summary",
        "availableFrom", "availableUntil", "hidden", "attributes", "features",
    ];

    public static readonly string[] InteractionKeys = [Type, "user", "item", "kind", "value", "progress", "time", "session", "text"];
}
