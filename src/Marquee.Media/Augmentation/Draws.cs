using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Numbers that augmentations draw.</summary>
internal static class Draws
{
    /// <summary>A ratio whose logarithm is drawn evenly: twice and half are equally likely.</summary>
    public static double Ratio(double minimum, double maximum, SplittableRandom random) =>
        minimum * Math.Pow(maximum / minimum, random.NextDouble());
}
