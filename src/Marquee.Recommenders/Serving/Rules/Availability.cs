namespace Marquee.Recommenders;

/// <summary>What cannot be shown during a stretch of time in which nothing changes.</summary>
/// <param name="Unavailable">The items that cannot be shown.</param>
/// <param name="From">First moment of the stretch, in milliseconds since 1970 UTC.</param>
/// <param name="Until">First moment after it: then an item comes or goes.</param>
public sealed record Availability(ItemMask Unavailable, long From, long Until);
