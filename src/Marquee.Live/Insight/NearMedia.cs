using Marquee.Data;

namespace Marquee.Live;

/// <summary>An item near another by one feature.</summary>
/// <param name="Item">The item.</param>
/// <param name="Similarity">Cosine of the two vectors, the mean vector of all items taken away: 1 the same direction, 0 no more alike than any two, -1 opposite.</param>
public sealed record NearMedia(Item Item, double Similarity);
