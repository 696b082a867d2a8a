using Marquee.Numerics;

namespace Marquee.Media.Tests;

/// <summary>Makes views and planes for tests of augmentations.</summary>
internal static class Views
{
    /// <summary>A view by the chance of a seed.</summary>
    public static float[] Of(IAugmentation augmentation, float[] source, PlaneShape shape, ulong seed = 1)
    {
        var target = new float[augmentation.ShapeOf(shape).Count];
        Array.Fill(target, float.NaN);
        augmentation.Apply(source, shape, target, new SplittableRandom(seed));
        return target;
    }

    /// <summary>0, 1, 2...</summary>
    public static float[] Counting(PlaneShape shape) => [.. Enumerable.Range(0, shape.Count).Select(number => (float)number)];

    /// <summary>Numbers from 0 to 1 by chance.</summary>
    public static float[] Drawn(PlaneShape shape, ulong seed = 7)
    {
        var random = new SplittableRandom(seed);
        return [.. Enumerable.Range(0, shape.Count).Select(_ => random.NextSingle())];
    }
}
