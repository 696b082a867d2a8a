using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Adds a sparse row to a dense one: the inner loop of comparing items and of scoring with the comparisons.</summary>
internal static unsafe class SparseSum
{
    /// <summary><c>sums += weight * row</c>. O(entries of the row).</summary>
    /// <param name="matrix">Where the row is.</param>
    /// <param name="row">Which row.</param>
    /// <param name="weight">Its factor.</param>
    /// <param name="sums">One sum a column.</param>
    public static void AddRow(SparseMatrix matrix, int row, float weight, Span<float> sums)
    {
        // The columns were checked when the matrix was made; once this is, they need no check of their own.
        ArgumentOutOfRangeException.ThrowIfNotEqual(sums.Length, matrix.Columns);
        var indices = matrix.RowIndices(row);
        fixed (int* index = indices)
        fixed (float* value = matrix.RowValues(row), sum = sums)
        {
            for (var entry = 0; entry < indices.Length; entry++)
            {
                sum[index[entry]] += weight * value[entry];
            }
        }
    }
}
