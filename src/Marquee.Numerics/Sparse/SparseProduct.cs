using System.Buffers;

namespace Marquee.Numerics;

/// <summary>Products of a sparse matrix with a dense one.</summary>
/// <remarks>
/// Every element of the result is summed in the order of the row's entries, so the result has the same bits whatever the number of threads and whether rows
/// are computed one by one or together.
/// </remarks>
public static unsafe class SparseProduct
{
    // 64 columns of 4,096 rows fill a second-level cache of one MiB; a strip also is one line's worth of sums in four 512-bit registers.
    private const int PanelColumns = 64;

    private const int CacheLine = 64 / sizeof(float);

    // A panel is copied once for each call and pays when its rows are read a few times from the copy.
    private const int ReadsThatPayForPacking = 4;

    // Enough for threads to come out even, whatever their number; a block of fewer rows is not worth handing out.
    private const int BlocksToShareOut = 32;
    private const int FewestRows = 64;

    /// <summary><c>c = a * b</c>.</summary>
    /// <param name="a">Left operand, <c>rows x depth</c>.</param>
    /// <param name="b">Right operand, <c>depth x columns</c>.</param>
    /// <param name="c">Result, <c>rows x columns</c>; overwritten, must not overlap <paramref name="b"/>.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks; <paramref name="c"/> is then half-written.</param>
    /// <remarks>Complexity: <c>2 * entries * columns</c> operations.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static void Multiply(
        SparseMatrix a, DenseMatrix b, DenseMatrix c, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        CheckShapes(a.Rows, a.Columns, b, c);
        // A narrow right operand has too few panels to share out, so its rows are cut as well. How they are cut changes no sum.
        var panels = Math.Max(1, (b.Columns + PanelColumns - 1) / PanelColumns);
        var cuts = Math.Clamp(BlocksToShareOut / panels, 1, Math.Max(1, a.Rows / FewestRows));
        ParallelBlocks.For(
            panels * cuts,
            1,
            maxDegreeOfParallelism,
            (block, _, _) =>
            {
                var (panel, cut) = Math.DivRem(block, cuts);
                var start = panel * PanelColumns;
                var firstRow = (int)((long)a.Rows * cut / cuts);
                var lastRow = (int)((long)a.Rows * (cut + 1) / cuts);
                MultiplyPanel(
                    a.RowOffsets[firstRow..(lastRow + 1)], a.ColumnIndices, a.Values, b, c.Slice(firstRow, lastRow - firstRow), start, Math.Min(PanelColumns, b.Columns - start));
            },
            cancellationToken);
    }

    /// <summary><c>c = a * b</c> on the calling thread, for a left operand given by its parts: rows gathered from anywhere.</summary>
    /// <param name="rowOffsets">Where each row of the left operand starts in the entries; one more than it has rows.</param>
    /// <param name="columnIndices">Row of <paramref name="b"/> that each entry multiplies, in any order.</param>
    /// <param name="values">Value of each entry.</param>
    /// <param name="b">Right operand, <c>depth x columns</c>.</param>
    /// <param name="c">Result, <c>rows x columns</c>; overwritten, must not overlap <paramref name="b"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside <paramref name="b"/>.</exception>
    public static void MultiplyRows(
        ReadOnlySpan<int> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, DenseMatrix b, DenseMatrix c)
    {
        CheckShapes(rowOffsets.Length - 1, b.Rows, b, c);
        CheckEntries(rowOffsets, columnIndices, values, b.Rows);
        for (var start = 0; start < b.Columns; start += PanelColumns)
        {
            MultiplyPanel(rowOffsets, columnIndices, values, b, c, start, Math.Min(PanelColumns, b.Columns - start));
        }
    }

    /// <summary><c>c = a * b</c> for one sparse row <c>a</c>, on the calling thread.</summary>
    /// <param name="indices">Row of <paramref name="b"/> that each entry multiplies, in any order.</param>
    /// <param name="values">Value of each entry.</param>
    /// <param name="b">Right operand, <c>depth x columns</c>.</param>
    /// <param name="c">Receives <c>columns</c> sums.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside <paramref name="b"/>.</exception>
    public static void MultiplyRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, DenseMatrix b, Span<float> c)
    {
        if (c.Length != b.Columns)
        {
            throw new ArgumentException($"The product has {b.Columns} columns; the target has room for {c.Length}.", nameof(c));
        }

        CheckEntries([0, indices.Length], indices, values, b.Rows);
        fixed (int* index = indices)
        fixed (float* value = values, rows = b.Span, target = c)
        {
            RowCombination.Chosen.Combine(index, value, indices.Length, rows, b.Columns, b.Columns, target);
        }
    }

    private static void MultiplyPanel(
        ReadOnlySpan<int> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, DenseMatrix b, DenseMatrix c, int firstColumn, int columns)
    {
        // The only panel of a narrow matrix lies together as it is.
        var packs = columns < b.Columns && rowOffsets[^1] - rowOffsets[0] >= ReadsThatPayForPacking * (long)b.Rows;
        var rented = packs ? ArrayPool<float>.Shared.Rent(b.Rows * columns + CacheLine) : [];
        var kernel = RowCombination.Chosen;
        fixed (int* index = columnIndices)
        fixed (float* value = values, source = b.Span, target = c.Span, memory = rented)
        {
            var rows = source + firstColumn;
            nint stride = b.Columns;
            if (packs)
            {
                // A vector that crosses a cache line takes as long to load as two.
                var packed = AlignedMemory.Align(memory);
                for (var row = 0; row < b.Rows; row++)
                {
                    new ReadOnlySpan<float>(rows + row * stride, columns).CopyTo(new Span<float>(packed + (nint)row * columns, columns));
                }

                rows = packed;
                stride = columns;
            }

            for (var row = 0; row < rowOffsets.Length - 1; row++)
            {
                var first = rowOffsets[row];
                kernel.Combine(
                    index + first, value + first, rowOffsets[row + 1] - first, rows, stride, columns, target + (nint)row * c.Columns + firstColumn);
            }
        }

        if (packs)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void CheckShapes(int rows, int depth, DenseMatrix b, DenseMatrix c)
    {
        if (depth != b.Rows || rows != c.Rows || b.Columns != c.Columns)
        {
            throw new ArgumentException($"A {rows} x {depth} matrix times a {b.Rows} x {b.Columns} one does not give a {c.Rows} x {c.Columns} one.", nameof(c));
        }
    }

    private static void CheckEntries(ReadOnlySpan<int> rowOffsets, ReadOnlySpan<int> columnIndices, ReadOnlySpan<float> values, int depth)
    {
        if (columnIndices.Length != values.Length || rowOffsets[0] != 0 || rowOffsets[^1] != values.Length)
        {
            throw new ArgumentException(
                $"{columnIndices.Length} indices need as many values and offsets from 0 to their number; given: {values.Length} values, offsets {rowOffsets[0]} to {rowOffsets[^1]}.",
                nameof(values));
        }

        for (var row = 1; row < rowOffsets.Length; row++)
        {
            if (rowOffsets[row] < rowOffsets[row - 1])
            {
                throw new ArgumentException($"The offset of row {row} is below that of row {row - 1}.", nameof(rowOffsets));
            }
        }

        foreach (var index in columnIndices)
        {
            if ((uint)index >= (uint)depth)
            {
                throw new ArgumentOutOfRangeException(nameof(columnIndices), index, $"The right operand has rows 0 to {depth - 1}.");
            }
        }
    }
}
