namespace Marquee.Live;

/// <summary>The viewers of an item with one value of an attribute.</summary>
/// <param name="Value">The value.</param>
/// <param name="Viewers">How many they are.</param>
/// <param name="Share">How many they are of the viewers who have the attribute, 0 to 1.</param>
/// <param name="Lift">Their share as a multiple of the share of the same value among the viewers of anything: 1 is as everywhere, above 1 more than elsewhere.</param>
public readonly record struct AudienceShare(string Value, int Viewers, double Share, double Lift);
