using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>What EASE does with its sparse matrix: the Gram matrix of all items, and the scores of everyone.</summary>
internal static class SparseBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        var matrix = MovieLens.Read1M(options).ByUser;
        var table = new Table("work", "threads", "ms", "median ms", "GFLOP/s");
        var gram = new DenseMatrix(0, 0);
        var scores = new DenseMatrix(matrix.Rows, matrix.Columns);
        var pairs = Enumerable.Range(0, matrix.Rows).Sum(row => (double)matrix.RowLength(row) * (matrix.RowLength(row) + 1));
        var products = 2.0 * matrix.NonZeros * matrix.Columns;
        foreach (var threads in new[] { 1, 0 })
        {
            Add("Gram matrix of items", threads, pairs, () => gram = SparseGram.Compute(matrix, threads));
            Add("all users times items x items", threads, products, () => SparseProduct.Multiply(matrix, gram, scores, threads));
        }

        foreach (var width in SimdWidths.Supported)
        {
            Add($"the same, row by row, {width}", 1, products, () => MultiplyRows(RowCombination.For(width), matrix, gram, scores));
        }

        table.Print();

        void Add(string name, int threads, double operations, Action work)
        {
            var measured = Measure.Run(work);
            table.Add(
                name, $"{ParallelBlocks.Threads(threads)}", $"{measured.Minimum * 1e3:F1}", $"{measured.Median * 1e3:F1}", $"{measured.Gigaflops(operations):F1}");
        }
    }

    private static unsafe void MultiplyRows(RowCombination kernel, SparseMatrix matrix, DenseMatrix right, DenseMatrix result)
    {
        fixed (int* indices = matrix.ColumnIndices)
        fixed (float* values = matrix.Values, rows = right.Span, target = result.Span)
        {
            for (var row = 0; row < matrix.Rows; row++)
            {
                var first = matrix.RowOffsets[row];
                kernel.Combine(
                    indices + first, values + first, matrix.RowLength(row), rows, right.Columns, right.Columns, target + (nint)row * result.Columns);
            }
        }
    }
}
