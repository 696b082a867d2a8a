using Marquee.Content;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>An item like another, and what the two have in common.</summary>
/// <param name="Item">The item.</param>
/// <param name="Score">Higher is more alike; compares within one view only.</param>
/// <param name="Reasons">What both have, what counts most first. In a view of <see cref="ComparableItems"/> the contributions add up to the score; of what a model says they are the reasons of <see cref="SimilarView.Blend"/>.</param>
public sealed record AlikeItem(Item Item, double Score, IReadOnlyList<SimilarReason> Reasons);
