namespace Marquee.Live;

/// <summary>The viewers of an item by one attribute.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Known">Number of viewers who have it.</param>
/// <param name="Values">The viewers by its value, most first.</param>
public sealed record AudienceGroup(string Attribute, int Known, IReadOnlyList<AudienceShare> Values);
