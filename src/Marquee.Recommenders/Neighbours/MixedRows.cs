using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A sparse matrix to be multiplied from the left by sparse rows: what items bring to items, users to items, or items to users. Its long rows are kept as dense ones besides.
/// </summary>
/// <remarks>
/// Where popularity is uneven, a few long rows take most of the time, and most of their numbers are there: as dense rows they are added up in vectors. They take at most
/// <c>8 * entries</c> numbers, and never more than a gibibyte: where that is not enough the longest come first. Sums are taken over the long rows first, then over the others, each in their order, whether rows are multiplied one by one or together.
/// </remarks>
internal sealed class MixedRows
{
    private const int DenseShare = 8;
    private const int MostNumbers = 1 << 28;

    private readonly SparseMatrix _rows;
    private readonly DenseMatrix _longRows;
    private readonly int[] _placeOfLong;

    /// <summary>Finds the rows of which at least an eighth is there. O(entries).</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="mostNumbers">Most numbers that dense rows may take.</param>
    public MixedRows(SparseMatrix rows, int mostNumbers = MostNumbers)
    {
        _rows = rows;
        _placeOfLong = new int[rows.Rows];
        Array.Fill(_placeOfLong, -1);
        var longRows = Enumerable.Range(0, rows.Rows).Where(row => rows.RowLength(row) > 0 && (long)rows.RowLength(row) * DenseShare >= rows.Columns)
            .OrderByDescending(rows.RowLength).Take(mostNumbers / Math.Max(1, rows.Columns)).Order().ToArray();
        _longRows = new DenseMatrix(longRows.Length, rows.Columns);
        for (var place = 0; place < longRows.Length; place++)
        {
            _placeOfLong[longRows[place]] = place;
            SparseSum.AddRow(rows, longRows[place], 1, _longRows.Row(place));
        }
    }

    /// <summary><c>sums = left * matrix</c> for one sparse row.</summary>
    /// <param name="indices">Row that each entry multiplies, in any order.</param>
    /// <param name="weights">Weight of each entry.</param>
    /// <param name="sums">Receives one sum a column.</param>
    public void Multiply(ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> sums)
    {
        var places = new int[indices.Length];
        var weightsOfLong = new float[indices.Length];
        var count = GatherLong(indices, weights, places, weightsOfLong);
        SparseProduct.MultiplyRow(places.AsSpan(0, count), weightsOfLong.AsSpan(0, count), _longRows, sums);
        AddShort(indices, weights, sums);
    }

    /// <summary><c>sums = left * matrix</c> for many sparse rows.</summary>
    /// <param name="offsets">Where each row starts in the entries; one more than there are rows.</param>
    /// <param name="indices">Row that each entry multiplies, in any order.</param>
    /// <param name="weights">Weight of each entry.</param>
    /// <param name="sums">Receives <c>rows x columns</c> sums.</param>
    public void Multiply(ReadOnlySpan<int> offsets, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, DenseMatrix sums)
    {
        var offsetsOfLong = new int[offsets.Length];
        var places = new int[indices.Length];
        var weightsOfLong = new float[indices.Length];
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var (entries, start) = (offsets[row]..offsets[row + 1], offsetsOfLong[row]);
            offsetsOfLong[row + 1] = start + GatherLong(indices[entries], weights[entries], places.AsSpan(start), weightsOfLong.AsSpan(start));
        }

        var count = offsetsOfLong[^1];
        SparseProduct.MultiplyRows(offsetsOfLong, places.AsSpan(0, count), weightsOfLong.AsSpan(0, count), _longRows, sums);
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var entries = offsets[row]..offsets[row + 1];
            AddShort(indices[entries], weights[entries], sums.Row(row));
        }
    }

    private int GatherLong(ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<int> places, Span<float> weightsOfLong)
    {
        var count = 0;
        for (var entry = 0; entry < indices.Length; entry++)
        {
            if (_placeOfLong[indices[entry]] is >= 0 and var place)
            {
                places[count] = place;
                weightsOfLong[count++] = weights[entry];
            }
        }

        return count;
    }

    private void AddShort(ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> sums)
    {
        for (var entry = 0; entry < indices.Length; entry++)
        {
            if (_placeOfLong[indices[entry]] < 0)
            {
                SparseSum.AddRow(_rows, indices[entry], weights[entry], sums);
            }
        }
    }
}
