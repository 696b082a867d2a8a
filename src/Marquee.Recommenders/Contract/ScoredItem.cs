namespace Marquee.Recommenders;

/// <summary>An item with a score.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Score">Higher is better.</param>
public readonly record struct ScoredItem(int Item, float Score);
