namespace Marquee.Media;

/// <summary>A feature of a <see cref="TfExample"/>: a list of one of three kinds; the others are empty.</summary>
/// <param name="Bytes">Strings or bytes.</param>
/// <param name="Singles">Numbers.</param>
/// <param name="Integers">Whole numbers.</param>
public sealed record TfFeature(IReadOnlyList<byte[]> Bytes, IReadOnlyList<float> Singles, IReadOnlyList<long> Integers);
