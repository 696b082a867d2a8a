namespace Marquee.Content;

/// <summary>What counts as a launch and as an audience in a service's own data.</summary>
public sealed record SnapshotLaunchOptions
{
    /// <summary>Weeks from a launch in which viewers count. Default 8; at least 1.</summary>
    public int Weeks { get; init; } = 8;

    /// <summary>Users that a country must have to be a market of its own. Default 20; at least 1.</summary>
    public int LeastUsers { get; init; } = 20;

    /// <summary>Attribute of users that names their country. Default <c>country</c>.</summary>
    public string CountryAttribute { get; init; } = "country";
}
