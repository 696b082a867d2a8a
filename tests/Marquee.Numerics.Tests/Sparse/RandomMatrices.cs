namespace Marquee.Numerics.Tests;

/// <summary>Seeded matrices for tests.</summary>
internal static class RandomMatrices
{
    public static DenseMatrix Dense(int rows, int columns, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var matrix = new DenseMatrix(rows, columns);
        foreach (ref var value in matrix.Span)
        {
            value = (float)random.NextGaussian();
        }

        return matrix;
    }

    /// <summary>Every third row is empty; the others hold each column with the given probability.</summary>
    public static SparseMatrix Sparse(int rows, int columns, double density, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var (row, column, value) = (new List<int>(), new List<int>(), new List<float>());
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                if (r % 3 != 1 && random.NextDouble() < density)
                {
                    row.Add(r);
                    column.Add(c);
                    value.Add((float)random.NextGaussian());
                }
            }
        }

        return SparseMatrix.FromEntries(rows, columns, [.. row], [.. column], [.. value]);
    }

    public static DenseMatrix ToDense(SparseMatrix matrix)
    {
        var dense = new DenseMatrix(matrix.Rows, matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var at = 0; at < matrix.RowLength(row); at++)
            {
                dense[row, matrix.RowIndices(row)[at]] = matrix.RowValues(row)[at];
            }
        }

        return dense;
    }
}
