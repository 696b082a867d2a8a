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

    /// <summary>A positive definite matrix whose condition is about the given one: outer products of a few long vectors and a diagonal.</summary>
    public static DenseMatrix PositiveDefinite(int order, ulong seed, double condition = 100)
    {
        const int vectors = 12;
        var factor = Matrix(order, vectors, seed);
        var result = new DenseMatrix(order, order);
        for (var row = 0; row < order; row++)
        {
            var left = factor.Row(row);
            for (var column = 0; column <= row; column++)
            {
                var right = factor.Row(column);
                double sum = 0;
                for (var k = 0; k < vectors; k++)
                {
                    sum += (double)left[k] * right[k];
                }

                result[row, column] = result[column, row] = (float)sum;
            }

            result[row, row] += (float)((order + 10) / condition);
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
        // Rows side by side make the reference fast enough to be used freely.
        var left = transposeA ? a.Transpose() : a;
        var right = transposeB ? b : b.Transpose();
        for (var row = 0; row < actual.Rows; row++)
        {
            var leftRow = left.Row(row);
            for (var column = 0; column < actual.Columns; column++)
            {
                var rightRow = right.Row(column);
                double sum = 0, magnitude = 0;
                for (var k = 0; k < leftRow.Length; k++)
                {
                    var term = alpha * leftRow[k] * rightRow[k];
                    sum += term;
                    magnitude += Math.Abs(term);
                }

                if (beta != 0)
                {
                    sum += beta * start![row, column];
                    magnitude += Math.Abs(beta * start[row, column]);
                }

                var bound = (leftRow.Length + 4) * Math.Pow(2, -24) * magnitude;
                if (!(Math.Abs(actual[row, column] - sum) <= bound))
                {
                    actual[row, column].ShouldBe((float)sum, bound, $"at row {row}, column {column} of {actual}");
                }
            }
        }
    }
}
