using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Rows of the Gram matrix <c>G = X^T X</c> of the items in bounded memory: those of the items with most users are kept, those of the others, which few users make up,
/// are summed again whenever they are asked for.
/// </summary>
/// <remarks>Every number is summed in the order of the users, so it does not matter which rows are kept. For any number of threads.</remarks>
internal sealed class GramRows
{
    private const int RowsPerBlock = 8;

    private readonly SparseMatrix _byUser;
    private readonly SparseMatrix _byItem;
    private readonly DenseMatrix _kept;
    private readonly int[] _placeOfKept;

    /// <summary>Sums up the rows that are kept.</summary>
    /// <param name="byUser">X, <c>users x items</c>.</param>
    /// <param name="memory">Bytes for the rows that are kept.</param>
    /// <param name="context">Threads and cancellation.</param>
    public GramRows(SparseMatrix byUser, long memory, TrainingContext context)
    {
        _byUser = byUser;
        _byItem = byUser.Transpose();
        Diagonal = new float[byUser.Columns];
        var items = Enumerable.Range(0, byUser.Columns).OrderByDescending(_byItem.RowLength).Take((int)Math.Min(byUser.Columns, memory / sizeof(float) / Math.Max(1, byUser.Columns))).ToArray();
        _kept = new DenseMatrix(items.Length, byUser.Columns);
        _placeOfKept = new int[byUser.Columns];
        Array.Fill(_placeOfKept, -1);
        for (var place = 0; place < items.Length; place++)
        {
            _placeOfKept[items[place]] = place;
        }

        ParallelBlocks.For(
            items.Length,
            RowsPerBlock,
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var place = start; place < end; place++)
                {
                    Sum(items[place], _kept.Row(place));
                }
            },
            context.CancellationToken);
        for (var item = 0; item < Diagonal.Length; item++)
        {
            var square = 0f;
            foreach (var weight in _byItem.RowValues(item))
            {
                square += weight * weight;
            }

            Diagonal[item] = square;
        }
    }

    /// <summary><c>G(i, i)</c> of each item.</summary>
    public float[] Diagonal { get; }

    /// <summary>A whole row.</summary>
    /// <param name="item">Which.</param>
    /// <param name="room">One number an item, for a row that is not kept.</param>
    public ReadOnlySpan<float> Row(int item, float[] room)
    {
        if (_placeOfKept[item] is >= 0 and var place)
        {
            return _kept.Row(place);
        }

        Array.Clear(room);
        Sum(item, room);
        return room;
    }

    /// <summary>The part of a row that some items take.</summary>
    /// <param name="item">Which row.</param>
    /// <param name="columns">Which items.</param>
    /// <param name="places">For each item its place among <paramref name="columns"/>, -1 for all others.</param>
    /// <param name="values">Receives one number for each of <paramref name="columns"/>.</param>
    public void Gather(int item, ReadOnlySpan<int> columns, int[] places, Span<float> values)
    {
        if (_placeOfKept[item] is >= 0 and var kept)
        {
            var row = _kept.Row(kept);
            for (var at = 0; at < columns.Length; at++)
            {
                values[at] = row[columns[at]];
            }

            return;
        }

        values.Clear();
        var users = _byItem.RowIndices(item);
        var weights = _byItem.RowValues(item);
        for (var entry = 0; entry < users.Length; entry++)
        {
            var items = _byUser.RowIndices(users[entry]);
            var weightsOfUser = _byUser.RowValues(users[entry]);
            for (var at = 0; at < items.Length; at++)
            {
                if (places[items[at]] is >= 0 and var place)
                {
                    values[place] += weights[entry] * weightsOfUser[at];
                }
            }
        }
    }

    private void Sum(int item, Span<float> sums)
    {
        var users = _byItem.RowIndices(item);
        var weights = _byItem.RowValues(item);
        for (var entry = 0; entry < users.Length; entry++)
        {
            SparseSum.AddRow(_byUser, users[entry], weights[entry], sums);
        }
    }
}
