namespace Marquee.Live;

/// <summary>How many events there are of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many.</param>
public readonly record struct KindCount(string Kind, long Count);
