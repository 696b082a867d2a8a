using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Made-up input.</summary>
internal static class Numbers
{
    /// <summary>A matrix of standard normal numbers.</summary>
    public static DenseMatrix Matrix(int rows, int columns, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var matrix = new DenseMatrix(rows, columns);
        foreach (ref var value in matrix.Span)
        {
            value = (float)random.NextGaussian();
        }

        return matrix;
    }
}
