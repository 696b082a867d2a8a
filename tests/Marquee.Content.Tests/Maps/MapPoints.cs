using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

/// <summary>Made-up points.</summary>
internal static class MapPoints
{
    /// <summary>Clouds of points around far centres, one label a cloud.</summary>
    public static (DenseMatrix Points, int[] Labels) Clouds(int clouds, int each, int dimensions, double distance = 6, ulong seed = 1)
    {
        var random = new SplittableRandom(seed);
        var centres = Normal(clouds, dimensions, distance / Math.Sqrt(dimensions), random);
        var points = Normal(clouds * each, dimensions, 1, random);
        var labels = new int[points.Rows];
        for (var row = 0; row < points.Rows; row++)
        {
            labels[row] = row % clouds;
            for (var column = 0; column < dimensions; column++)
            {
                points[row, column] += centres[labels[row], column];
            }
        }

        return (points, labels);
    }

    public static DenseMatrix Normal(int rows, int columns, double deviation, SplittableRandom random)
    {
        var points = new DenseMatrix(rows, columns);
        foreach (ref var value in points.Span)
        {
            value = (float)(deviation * random.NextGaussian());
        }

        return points;
    }
}
