using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Makes a sparse matrix of which each row is known only whole, and keeps of each row its largest entries: the neighbours of every item.
/// </summary>
internal static class NearestRows
{
    private const int RowsPerBlock = 16;

    /// <summary>Fills in one row.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="sums">One number a column, zero at first. What is not positive at the end is not kept.</param>
    public delegate void Fill(int row, Span<float> sums);

    /// <summary>Computes all rows.</summary>
    /// <param name="size">Number of rows and of columns.</param>
    /// <param name="keep">Most entries that a row keeps: its largest, among equal ones those of the lowest columns.</param>
    /// <param name="fill">Computes a row; is called from several threads.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    /// <returns>A matrix of positive entries, <c>size x size</c>. Memory: <c>16 * size * keep</c> bytes at most, and <c>4 * size</c> a thread.</returns>
    /// <exception cref="NotSupportedException">More entries would be kept than one matrix holds.</exception>
    public static SparseMatrix Compute(int size, int keep, Fill fill, TrainingContext context) =>
        SparseRows.Compute(
            size,
            RowsPerBlock,
            () => new Scratch(size, Math.Min(keep, size)),
            (row, scratch) =>
            {
                scratch.Sums.AsSpan().Clear();
                fill(row, scratch.Sums);
                return scratch.Best();
            },
            context);

    private sealed class Scratch(int size, int keep)
    {
        private readonly int[] _columns = new int[keep];
        private readonly float[] _values = new float[keep];

        public float[] Sums { get; } = new float[size];

        public (int[] Columns, float[] Values) Best() => SparseRows.LargestPositive(Sums, _columns, _values);
    }
}
