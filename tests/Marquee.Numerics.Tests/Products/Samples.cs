namespace Marquee.Numerics.Tests;

/// <summary>Made-up matrices, and a product in double precision that is simple enough to be right.</summary>
internal static class Samples
{
    /// <summary>Standard normal numbers, at an address that no vector is aligned to.</summary>
    public static DenseMatrix Matrix(int rows, int columns, ulong seed)
    {
        var memory = new float[rows * columns + 3];
        var random = new SplittableRandom(seed).Split((ulong)(rows * 100_003 + columns));
        foreach (ref var value in memory.AsSpan())
        {
            value = (float)random.NextGaussian();
        }

        return new DenseMatrix(rows, columns, memory.AsMemory(3));
    }

    public static float[] Vector(int length, ulong seed) => Matrix(1, length, seed).Span.ToArray();

    /// <summary>A positive definite matrix whose condition is about the given one.</summary>
    public static DenseMatrix PositiveDefinite(int order, ulong seed, double condition = 100)
    {
        var factor = Matrix(order, order, seed);
        var result = new DenseMatrix(order, order);
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column < order; column++)
            {
                double sum = 0;
                for (var k = 0; k < order; k++)
                {
                    sum += (double)factor[row, k] * factor[column, k];
                }

                result[row, column] = (float)(sum + (row == column ? 4.0 * order / condition : 0));
            }
        }

        return result;
    }

    public static DenseMatrix Filled(int rows, int columns, float value)
    {
        var matrix = new DenseMatrix(rows, columns);
        matrix.Span.Fill(value);
        return matrix;
    }

    /// <summary>
    /// Compares <c>actual</c> with <c>alpha * op(a) * op(b) + beta * start</c> computed in double precision, within the bound that
    /// rounding in any order of summation keeps: (terms + 4) * 2^-24 * the sum of magnitudes.
    /// </summary>
    public static void ShouldBeProduct(
        DenseMatrix actual, DenseMatrix a, bool transposeA, DenseMatrix b, bool transposeB, double alpha, double beta, DenseMatrix? start)
    {
        var depth = transposeA ? a.Rows : a.Columns;
        for (var row = 0; row < actual.Rows; row++)
        {
            for (var column = 0; column < actual.Columns; column++)
            {
                double sum = 0, magnitude = 0;
                for (var k = 0; k < depth; k++)
                {
                    var term = alpha * (transposeA ? a[k, row] : a[row, k]) * (transposeB ? b[column, k] : b[k, column]);
                    sum += term;
                    magnitude += Math.Abs(term);
                }

                if (beta != 0)
                {
                    sum += beta * start![row, column];
                    magnitude += Math.Abs(beta * start[row, column]);
                }

                var bound = (depth + 4) * Math.Pow(2, -24) * magnitude;
                if (!(Math.Abs(actual[row, column] - sum) <= bound))
                {
                    actual[row, column].ShouldBe((float)sum, bound, $"at row {row}, column {column} of {actual}");
                }
            }
        }
    }
}
