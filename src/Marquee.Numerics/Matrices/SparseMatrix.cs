namespace Marquee.Numerics;

/// <summary>
/// An immutable sparse matrix in compressed-sparse-row form: for each row, ascending column indices and their values.
/// Its column form is the row form of its transpose (<see cref="Transpose()"/>).
/// </summary>
/// <remarks>
/// Source: the CSR format, e.g. Saad, Iterative Methods for Sparse Linear Systems, 2003, section 3.4.
/// Memory: <c>4 * (rows + 1) + 8 * nonZeros</c> bytes. At most 2^31 - 1 stored entries.
/// </remarks>
public sealed class SparseMatrix
{
    private readonly int[] _rowOffsets;
    private readonly int[] _columnIndices;
    private readonly float[] _values;

    /// <summary>Takes over arrays that already are in compressed-row form.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowOffsets"><c>rows + 1</c> ascending offsets; the last is the number of entries.</param>
    /// <param name="columnIndices">Column of each entry, strictly ascending within a row.</param>
    /// <param name="values">Value of each entry.</param>
    /// <exception cref="ArgumentException">The arrays are not a compressed-row matrix of that shape.</exception>
    public SparseMatrix(int rows, int columns, int[] rowOffsets, int[] columnIndices, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        _rowOffsets = rowOffsets;
        _columnIndices = columnIndices;
        _values = values;
        Validate();
    }

    private SparseMatrix(int rows, int columns, int[] rowOffsets, int[] columnIndices, float[] values, bool trusted)
    {
        _ = trusted;
        Rows = rows;
        Columns = columns;
        _rowOffsets = rowOffsets;
        _columnIndices = columnIndices;
        _values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of stored entries.</summary>
    public int NonZeros => _columnIndices.Length;

    /// <summary>Where each row starts; <c>Rows + 1</c> offsets.</summary>
    public ReadOnlySpan<int> RowOffsets => _rowOffsets;

    /// <summary>Column of every entry, row after row.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices;

    /// <summary>Value of every entry, row after row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Number of entries in a row.</summary>
    public int RowLength(int row) => _rowOffsets[row + 1] - _rowOffsets[row];

    /// <summary>Number of entries in every column. O(columns + entries).</summary>
    public int[] ColumnLengths()
    {
        var lengths = new int[Columns];
        foreach (var column in ColumnIndices)
        {
            lengths[column]++;
        }

        return lengths;
    }

    /// <summary>Ascending columns of a row's entries.</summary>
    public ReadOnlySpan<int> RowIndices(int row) =>
        _columnIndices.AsSpan(_rowOffsets[row].._rowOffsets[row + 1]);

    /// <summary>Values of a row's entries, in the order of <see cref="RowIndices"/>.</summary>
    public ReadOnlySpan<float> RowValues(int row) =>
        _values.AsSpan(_rowOffsets[row].._rowOffsets[row + 1]);

    /// <summary>Columns of a row's entries as memory, for views that outlive a call.</summary>
    public ReadOnlyMemory<int> RowIndicesMemory(int row) =>
        _columnIndices.AsMemory(_rowOffsets[row].._rowOffsets[row + 1]);

    /// <summary>Values of a row's entries as memory, for views that outlive a call.</summary>
    public ReadOnlyMemory<float> RowValuesMemory(int row) =>
        _values.AsMemory(_rowOffsets[row].._rowOffsets[row + 1]);

    /// <summary>The value at a row and a column; 0 where no entry is stored. O(log of the row's length).</summary>
    public float this[int row, int column]
    {
        get
        {
            var at = RowIndices(row).BinarySearch(column);
            return at < 0 ? 0f : RowValues(row)[at];
        }
    }

    /// <summary>The same pattern with other values, sharing the index arrays.</summary>
    /// <param name="values"><see cref="NonZeros"/> values, in the order of <see cref="ColumnIndices"/>.</param>
    public SparseMatrix WithValues(float[] values)
    {
        if (values.Length != NonZeros)
        {
            throw new ArgumentException($"The pattern has {NonZeros} entries; {values.Length} values were given.", nameof(values));
        }

        return new SparseMatrix(Rows, Columns, _rowOffsets, _columnIndices, values, trusted: true);
    }

    /// <summary>The transposed matrix (this matrix by column). O(rows + columns + entries).</summary>
    public SparseMatrix Transpose() => Transpose(out _);

    /// <summary>The transposed matrix, and for each of its entries the position of that entry in this matrix.</summary>
    public SparseMatrix Transpose(out int[] positions)
    {
        var offsets = new int[Columns + 1];
        foreach (var column in _columnIndices)
        {
            offsets[column + 1]++;
        }

        for (var column = 0; column < Columns; column++)
        {
            offsets[column + 1] += offsets[column];
        }

        var next = offsets.AsSpan(0, Columns).ToArray();
        var indices = new int[NonZeros];
        var values = new float[NonZeros];
        positions = new int[NonZeros];
        for (var row = 0; row < Rows; row++)
        {
            for (var entry = _rowOffsets[row]; entry < _rowOffsets[row + 1]; entry++)
            {
                var to = next[_columnIndices[entry]]++;
                indices[to] = row;
                values[to] = _values[entry];
                positions[to] = entry;
            }
        }

        return new SparseMatrix(Columns, Rows, offsets, indices, values, trusted: true);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns} sparse, {NonZeros} entries";

    /// <summary>Sorts entries into rows and adds up the values of entries at the same place.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowOfEntry">Row of each entry.</param>
    /// <param name="columnOfEntry">Column of each entry.</param>
    /// <param name="valueOfEntry">Value of each entry.</param>
    /// <exception cref="ArgumentException">The lists differ in length or an index lies outside the matrix.</exception>
    public static SparseMatrix FromEntries(
        int rows, int columns, ReadOnlySpan<int> rowOfEntry, ReadOnlySpan<int> columnOfEntry, ReadOnlySpan<float> valueOfEntry)
    {
        if (rowOfEntry.Length != columnOfEntry.Length || rowOfEntry.Length != valueOfEntry.Length)
        {
            throw new ArgumentException("Rows, columns and values of the entries differ in number.", nameof(rowOfEntry));
        }

        var offsets = new int[rows + 1];
        for (var entry = 0; entry < rowOfEntry.Length; entry++)
        {
            if ((uint)rowOfEntry[entry] >= (uint)rows || (uint)columnOfEntry[entry] >= (uint)columns)
            {
                throw new ArgumentException(
                    $"Entry {entry} lies at ({rowOfEntry[entry]}, {columnOfEntry[entry]}), outside of {rows} x {columns}.",
                    nameof(rowOfEntry));
            }

            offsets[rowOfEntry[entry] + 1]++;
        }

        for (var row = 0; row < rows; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        var next = offsets.AsSpan(0, rows).ToArray();
        var indices = new int[rowOfEntry.Length];
        var values = new float[rowOfEntry.Length];
        for (var entry = 0; entry < rowOfEntry.Length; entry++)
        {
            var to = next[rowOfEntry[entry]]++;
            indices[to] = columnOfEntry[entry];
            values[to] = valueOfEntry[entry];
        }

        return new SparseMatrix(rows, columns, offsets, indices, values, trusted: true).SortAndMerge();
    }

    private SparseMatrix SortAndMerge()
    {
        var offsets = new int[Rows + 1];
        var kept = 0;
        for (var row = 0; row < Rows; row++)
        {
            var indices = _columnIndices.AsSpan(_rowOffsets[row].._rowOffsets[row + 1]);
            var values = _values.AsSpan(_rowOffsets[row].._rowOffsets[row + 1]);
            // A stable order of equal columns keeps float sums reproducible whatever the sort does.
            if (!IsStrictlyAscending(indices))
            {
                StableSort(indices, values);
            }

            offsets[row] = kept;
            for (var entry = 0; entry < indices.Length; entry++)
            {
                if (kept > offsets[row] && _columnIndices[kept - 1] == indices[entry])
                {
                    _values[kept - 1] += values[entry];
                    continue;
                }

                _columnIndices[kept] = indices[entry];
                _values[kept] = values[entry];
                kept++;
            }
        }

        offsets[Rows] = kept;
        return kept == NonZeros
            ? this
            : new SparseMatrix(Rows, Columns, offsets, _columnIndices[..kept], _values[..kept], trusted: true);
    }

    private static bool IsStrictlyAscending(ReadOnlySpan<int> indices)
    {
        for (var entry = 1; entry < indices.Length; entry++)
        {
            if (indices[entry] <= indices[entry - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static void StableSort(Span<int> indices, Span<float> values)
    {
        var keys = new long[indices.Length];
        var sorted = new float[indices.Length];
        for (var entry = 0; entry < keys.Length; entry++)
        {
            keys[entry] = ((long)indices[entry] << 32) | (uint)entry;
        }

        keys.AsSpan().Sort();
        for (var entry = 0; entry < keys.Length; entry++)
        {
            indices[entry] = (int)(keys[entry] >> 32);
            sorted[entry] = values[(int)(keys[entry] & 0xFFFFFFFF)];
        }

        sorted.CopyTo(values);
    }

    private void Validate()
    {
        if (_rowOffsets.Length != Rows + 1 || _rowOffsets[0] != 0 || _rowOffsets[Rows] != _columnIndices.Length
            || _columnIndices.Length != _values.Length)
        {
            throw new ArgumentException(
                $"A sparse matrix of {Rows} rows needs {Rows + 1} offsets from 0 to the number of entries, and as many values as columns; "
                + $"given: {_rowOffsets.Length} offsets, {_columnIndices.Length} columns, {_values.Length} values.");
        }

        for (var row = 0; row < Rows; row++)
        {
            if (_rowOffsets[row + 1] < _rowOffsets[row])
            {
                throw new ArgumentException($"The offset of row {row + 1} is below that of row {row}.");
            }

            var indices = RowIndices(row);
            if (indices.Length > 0 && (indices[0] < 0 || indices[^1] >= Columns || !IsStrictlyAscending(indices)))
            {
                throw new ArgumentException($"Row {row}: columns must ascend strictly within 0 to {Columns - 1}.");
            }
        }
    }
}
