using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The training users by what they met, for finding those who are like a history.</summary>
internal sealed class UserIndex
{
    // An item that more than one user in eight met takes less time as a row of numbers for all users than as a list of those users. Such rows take at most eight numbers an interaction.
    private const int DenseShare = 8;

    private readonly UserKnnOptions _options;
    private readonly TermWeighting _weighting;
    private readonly double[] _norms;
    private readonly SparseMatrix _byItem;
    private readonly DenseMatrix _popular;
    private readonly int[] _popularRows;

    /// <summary>Weighs and indexes. O(interactions).</summary>
    /// <param name="options">Weighting and shrinkage.</param>
    /// <param name="byUser">Weights, <c>users x items</c>.</param>
    public UserIndex(UserKnnOptions options, SparseMatrix byUser)
    {
        _options = options;
        _weighting = new TermWeighting(byUser, options.Similarity, options.Bm25K1, options.Bm25B);
        var weighted = _weighting.Apply(byUser);
        _norms = RowNorms.Of(weighted);
        _byItem = weighted.Transpose();
        _popularRows = new int[_byItem.Rows];
        Array.Fill(_popularRows, -1);
        var popular = Enumerable.Range(0, _byItem.Rows).Where(item => (long)_byItem.RowLength(item) * DenseShare > Users).ToArray();
        _popular = new DenseMatrix(popular.Length, Users);
        for (var row = 0; row < popular.Length; row++)
        {
            _popularRows[popular[row]] = row;
            SparseSum.AddRow(_byItem, popular[row], 1, _popular.Row(row));
        }
    }

    /// <summary>Number of training users.</summary>
    public int Users => _byItem.Columns;

    /// <summary>The similarity of every history to every training user.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="similarities">Receives <c>histories x users</c> numbers, none negative.</param>
    /// <remarks>O(sum over the entries of the users who met the item).</remarks>
    public void Compare(ReadOnlySpan<History> histories, DenseMatrix similarities)
    {
        var rows = Weigh(histories);
        MultiplyPopular(rows, similarities);
        for (var history = 0; history < histories.Length; history++)
        {
            var ofHistory = similarities.Row(history);
            for (var entry = rows.Offsets[history]; entry < rows.Offsets[history + 1]; entry++)
            {
                if (_popularRows[rows.Items[entry]] < 0)
                {
                    SparseSum.AddRow(_byItem, rows.Items[entry], rows.Weights[entry], ofHistory);
                }
            }

            var norm = RowNorms.Of(rows.Weights.AsSpan(rows.Offsets[history]..rows.Offsets[history + 1]));
            for (var user = 0; user < ofHistory.Length; user++)
            {
                if (ofHistory[user] > 0)
                {
                    ofHistory[user] = (float)(ofHistory[user] / (norm * _norms[user] + _options.Shrinkage));
                }
            }
        }
    }

    /// <summary>Weighted entries of a history, for taking a similarity apart with <see cref="WeightOf"/>.</summary>
    public HistoryRows Weigh(ReadOnlySpan<History> histories)
    {
        var rows = HistoryRows.Of(histories, _byItem.Rows);
        WeightPower.Apply(rows.Weights, _options.WeightExponent);
        for (var row = 0; row < histories.Length; row++)
        {
            var entries = rows.Offsets[row]..rows.Offsets[row + 1];
            _weighting.Weigh(rows.Items.AsSpan(entries), rows.Weights.AsSpan(entries), rows.Weights.AsSpan(entries));
        }

        return rows;
    }

    /// <summary>The weight that a training user's interaction with an item has in a similarity; 0 where they did not meet.</summary>
    public float WeightOf(int user, int item) => _byItem[item, user];

    private void MultiplyPopular(HistoryRows rows, DenseMatrix similarities)
    {
        var offsets = new int[rows.Offsets.Length];
        var popular = new int[rows.Items.Length];
        var weights = new float[rows.Items.Length];
        var count = 0;
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            for (var entry = rows.Offsets[row]; entry < rows.Offsets[row + 1]; entry++)
            {
                if (_popularRows[rows.Items[entry]] is >= 0 and var popularRow)
                {
                    popular[count] = popularRow;
                    weights[count++] = rows.Weights[entry];
                }
            }

            offsets[row + 1] = count;
        }

        SparseProduct.MultiplyRows(offsets, popular.AsSpan(0, count), weights.AsSpan(0, count), _popular, similarities);
    }
}
