using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The training users by what they met, for finding those who are like a history.</summary>
internal sealed class UserIndex
{
    private readonly UserKnnOptions _options;
    private readonly TermWeighting _weighting;
    private readonly double[] _norms;
    private readonly SparseMatrix _byItem;
    private readonly MixedRows _products;

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
        _products = new MixedRows(_byItem);
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
        _products.Multiply(rows.Offsets, rows.Items, rows.Weights, similarities);
        for (var history = 0; history < histories.Length; history++)
        {
            var ofHistory = similarities.Row(history);
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
}
