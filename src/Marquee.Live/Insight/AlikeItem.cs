using Marquee.Data;

namespace Marquee.Live;

/// <summary>An item like another, and what the two have in common.</summary>
/// <param name="Item">The item.</param>
/// <param name="Score">Higher is more alike; compares within one view only.</param>
/// <param name="Categories">Categories of both.</param>
/// <param name="Labels">Labels of both.</param>
/// <param name="People">People of both.</param>
/// <param name="Viewers">How many users watched both.</param>
public sealed record AlikeItem(Item Item, double Score, IReadOnlyList<string> Categories, IReadOnlyList<string> Labels, IReadOnlyList<string> People, int Viewers);
