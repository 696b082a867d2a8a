namespace Marquee.Storage;

/// <summary>An item that a search found.</summary>
/// <param name="Item">Its index.</param>
/// <param name="Score">How well it fits, above 0; comparable within one answer of one store only.</param>
public readonly record struct SearchHit(int Item, float Score);
