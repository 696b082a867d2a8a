using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Splits inside the training part of another split, for choosing options.</summary>
internal static class InnerSplit
{
    /// <summary>The seed of a split inside another: what the outer one drew does not come again.</summary>
    /// <param name="seed">Seed of the outer split.</param>
    public static ulong Seed(ulong seed) => new SplittableRandom(seed).Split("validation").NextUInt64();
}
