using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Makes a square sparse matrix row by row, in parallel, each row independent of the others and of the number of threads.</summary>
internal static class SparseRows
{
    private const int BlocksPerStep = 64;

    /// <summary>Computes all rows.</summary>
    /// <param name="size">Number of rows and of columns.</param>
    /// <param name="rowsPerBlock">Rows that one thread computes in a go.</param>
    /// <param name="scratch">Makes what a thread needs.</param>
    /// <param name="row">Computes a row: ascending columns and their values.</param>
    /// <param name="context">Threads, progress, cancellation.</param>
    /// <exception cref="NotSupportedException">The rows have more entries than one matrix holds.</exception>
    public static SparseMatrix Compute<TScratch>(
        int size, int rowsPerBlock, Func<TScratch> scratch, Func<int, TScratch, (int[] Columns, float[] Values)> row, TrainingContext context)
    {
        var rows = new (int[] Columns, float[] Values)[size];
        var perStep = rowsPerBlock * BlocksPerStep;
        var steps = Math.Max(1, (size + perStep - 1) / perStep);
        for (var step = 0; step < steps; step++)
        {
            var first = step * perStep;
            ParallelBlocks.For(
                Math.Min(perStep, size - first),
                rowsPerBlock,
                context.MaxDegreeOfParallelism,
                scratch,
                (start, end, _, own) =>
                {
                    for (var at = first + start; at < first + end; at++)
                    {
                        rows[at] = row(at, own);
                    }
                },
                context.CancellationToken);
            context.Progress?.Report(new TrainingProgress(step + 1, steps));
        }

        return Join(rows);
    }

    /// <summary>The largest positive numbers of a row, in ascending columns; of equal ones those of the lowest columns.</summary>
    /// <param name="row">All numbers of a row.</param>
    /// <param name="columns">Room for the columns: as many as are kept at most.</param>
    /// <param name="values">Room for their numbers.</param>
    public static (int[] Columns, float[] Values) LargestPositive(ReadOnlySpan<float> row, int[] columns, float[] values)
    {
        var count = TopK.Select(row, columns, values);
        while (count > 0 && !(values[count - 1] > 0))
        {
            count--;
        }

        var (kept, numbers) = (columns[..count], values[..count]);
        Array.Sort(kept, numbers);
        return (kept, numbers);
    }

    private static SparseMatrix Join((int[] Columns, float[] Values)[] rows)
    {
        var offsets = new int[rows.Length + 1];
        for (var row = 0; row < rows.Length; row++)
        {
            var end = (long)offsets[row] + rows[row].Columns.Length;
            offsets[row + 1] = end <= Array.MaxLength
                ? (int)end
                : throw new NotSupportedException($"The items have more neighbours together than the {Array.MaxLength} that one model holds; keep fewer of each.");
        }

        var columns = new int[offsets[^1]];
        var values = new float[offsets[^1]];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].Columns.CopyTo(columns, offsets[row]);
            rows[row].Values.CopyTo(values, offsets[row]);
        }

        return new SparseMatrix(rows.Length, rows.Length, offsets, columns, values);
    }
}
