namespace Marquee.Content;

/// <summary>An item that is like another.</summary>
/// <param name="Item">Its index.</param>
/// <param name="Score">How alike, at most 1.</param>
/// <param name="Reasons">Why, what counts most first; their contributions add up to the score.</param>
public sealed record SimilarItem(int Item, double Score, IReadOnlyList<SimilarReason> Reasons);
