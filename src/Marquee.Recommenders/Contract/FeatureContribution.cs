namespace Marquee.Recommenders;

/// <summary>A part of a score that no item of the history brought.</summary>
/// <param name="Name">What brought it, as a phrase for a person, such as <c>viewers in DE</c> or <c>your search "space opera"</c>.</param>
/// <param name="Score">How much; may be negative.</param>
public readonly record struct FeatureContribution(string Name, float Score);
