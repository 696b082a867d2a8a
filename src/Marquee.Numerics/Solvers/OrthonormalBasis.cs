namespace Marquee.Numerics;

/// <summary>Makes the rows of a matrix orthonormal.</summary>
/// <remarks>
/// Source: Gram-Schmidt, each row made orthogonal to all before it twice ("twice is enough", Giraud, Langou and Rozloznik 2005): the second time takes away what rounding left of the first.
/// <c>4 * rows^2 * columns</c> operations.
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

        var all = Enumerable.Range(0, matrix.Rows).ToArray();
        var shares = new float[matrix.Rows];
        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = matrix.Row(row);
            var earlier = all.AsSpan(0, row);
            var sharesOfEarlier = shares.AsSpan(0, row);
            var before = Length(values);
            for (var pass = 0; pass < 2; pass++)
            {
                MatrixVector.DotRows(matrix, earlier, values, sharesOfEarlier);
                for (var at = 0; at < row; at++)
                {
                    if (triangle is not null)
                    {
                        triangle[row * matrix.Rows + at] += sharesOfEarlier[at];
                    }

                    sharesOfEarlier[at] = -sharesOfEarlier[at];
                }

                MatrixVector.AddRows(matrix, earlier, sharesOfEarlier, values);
            }

            var length = Length(values);
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

    private static double Length(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }
}
