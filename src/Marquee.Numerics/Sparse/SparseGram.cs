namespace Marquee.Numerics;

/// <summary>The Gram matrix of the columns of a sparse matrix, <c>G = X^T X</c>: for binary data, how many rows two columns share.</summary>
/// <remarks>
/// Row <c>i</c> of the upper triangle is the sum, over the rows of X that hold column <c>i</c>, of what they hold from column <c>i</c> on; the lower triangle is a copy.
/// Complexity: half the sum of the squared row lengths, plus <c>columns^2</c>. Every element is summed in the order of X's rows, whatever the number of threads.
/// </remarks>
public static unsafe class SparseGram
{
    private const int ColumnsPerBlock = 8;

    /// <summary>Computes <c>X^T X</c>.</summary>
    /// <param name="matrix">X, <c>rows x columns</c>.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <returns>A symmetric <c>columns x columns</c> matrix.</returns>
    public static DenseMatrix Compute(SparseMatrix matrix, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        var gram = new DenseMatrix(matrix.Columns, matrix.Columns);
        var byColumn = matrix.Transpose(out var positions);
        ParallelBlocks.For(
            matrix.Columns,
            ColumnsPerBlock,
            maxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var column = start; column < end; column++)
                {
                    SumRow(matrix, byColumn, positions, column, gram.Row(column));
                }
            },
            cancellationToken);
        fixed (float* values = gram.Span)
        {
            SymmetricMirror.UpperToLower(values, gram.Rows, gram.Columns, maxDegreeOfParallelism);
        }

        return gram;
    }

    private static void SumRow(SparseMatrix matrix, SparseMatrix byColumn, int[] positions, int column, Span<float> sums)
    {
        var rows = byColumn.RowIndices(column);
        var weights = byColumn.RowValues(column);
        var firstEntry = byColumn.RowOffsets[column];
        fixed (float* sum = sums, values = matrix.Values)
        fixed (int* indices = matrix.ColumnIndices)
        {
            for (var at = 0; at < rows.Length; at++)
            {
                var weight = weights[at];
                var end = matrix.RowOffsets[rows[at] + 1];
                for (var entry = positions[firstEntry + at]; entry < end; entry++)
                {
                    sum[indices[entry]] += weight * values[entry];
                }
            }
        }
    }
}
