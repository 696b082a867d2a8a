namespace Marquee.Numerics;

/// <summary>Makes the rows of a matrix orthonormal.</summary>
/// <remarks>
/// Source: modified Gram-Schmidt, each row made orthogonal twice ("twice is enough", Giraud, Langou and Rozloznik 2005), inner products in double precision.
/// </remarks>
internal static class OrthonormalBasis
{
    // A row that loses this much of its length to the rows before it was a combination of them, up to rounding.
    private const double Dependent = 1e-5;

    /// <summary>Makes the rows orthonormal, in their order; a row that depends on those before it becomes zero.</summary>
    public static void OrthogonalizeRows(DenseMatrix matrix) => OrthogonalizeRows(matrix, null);

    /// <summary>As above, and writes the lower triangular <c>L</c> (<c>rows x rows</c>) for which the rows given were <c>L</c> times the rows left behind.</summary>
    public static void OrthogonalizeRows(DenseMatrix matrix, double[]? triangle)
    {
        if (triangle is not null)
        {
            Array.Clear(triangle);
        }

        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = matrix.Row(row);
            var before = Math.Sqrt(Dot(values, values));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < row; earlier++)
                {
                    var other = matrix.Row(earlier);
                    var share = Dot(values, other);
                    if (triangle is not null)
                    {
                        triangle[row * matrix.Rows + earlier] += share;
                    }

                    Subtract(values, (float)share, other);
                }
            }

            var length = Math.Sqrt(Dot(values, values));
            if (!(length > Dependent * before))
            {
                values.Clear();
                continue;
            }

            if (triangle is not null)
            {
                triangle[row * matrix.Rows + row] = length;
            }

            var scale = (float)(1 / length);
            foreach (ref var value in values)
            {
                value *= scale;
            }
        }
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        // Four sums, so that the latency of one addition does not set the pace.
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        var at = 0;
        for (; at + 4 <= left.Length; at += 4)
        {
            sum0 += (double)left[at] * right[at];
            sum1 += (double)left[at + 1] * right[at + 1];
            sum2 += (double)left[at + 2] * right[at + 2];
            sum3 += (double)left[at + 3] * right[at + 3];
        }

        for (; at < left.Length; at++)
        {
            sum0 += (double)left[at] * right[at];
        }

        return sum0 + sum1 + (sum2 + sum3);
    }

    private static void Subtract(Span<float> values, float share, ReadOnlySpan<float> other)
    {
        for (var at = 0; at < values.Length; at++)
        {
            values[at] -= share * other[at];
        }
    }
}
