namespace Marquee.Content;

/// <summary>An earlier launch that an estimate leans on.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Title">Its title, where it has one.</param>
/// <param name="Similarity">How alike the two are, from 0 to 1.</param>
/// <param name="Weight">How much of the estimate it carries, from 0 to 1.</param>
/// <param name="Audience">The audience that it had.</param>
/// <param name="Expected">The audience that the model alone would have expected of it, without having seen it.</param>
/// <param name="Contribution">What it adds to the logarithm of the estimate: its weight times how far it lay above (or below) what was expected of it.</param>
public sealed record AudienceComparable(string Item, string? Title, double Similarity, double Weight, double Audience, double Expected, double Contribution);
