namespace Marquee.Content;

/// <summary>An item near another by its embedding.</summary>
/// <param name="Item">Its row in the embedding.</param>
/// <param name="Similarity">The cosine of the two vectors, from -1 to 1.</param>
public readonly record struct NearItem(int Item, float Similarity);
