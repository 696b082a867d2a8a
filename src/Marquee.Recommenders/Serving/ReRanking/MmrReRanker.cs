using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Lets no item follow others that are much like it, so that a list shows several sides of a taste (maximal marginal relevance).</summary>
/// <remarks>
/// <para>
/// Source: Carbonell and Goldstein, The use of MMR, diversity-based reranking, SIGIR 1998. The list is filled place by place with the candidate that makes
/// <c>(1 - strength) * score - strength * largest likeness to an item above</c> largest.
/// </para>
/// <para>
/// Likeness, 0 to 1: the cosine of what the catalogue says of two items, where an attribute that <c>n_a</c> of <c>n</c> items have weighs <c>ln(n / n_a)</c>; or what a model knows of it, divided by that of the item's
/// nearest. Where we differ: scores are standardised among the candidates (less their mean, in units of their standard deviation), so that a strength means the same for every model. O(places x candidates x attributes of an item).
/// </para>
/// </remarks>
public sealed class MmrReRanker : IReRanker
{
    private readonly MmrOptions _options;
    private readonly ItemLikeness? _likeness;
    private readonly IItemSimilarity? _similarity;

    /// <summary>Measures likeness by what the catalogue says of the items. O(attributes of all items).</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="options">Strength and attributes.</param>
    /// <exception cref="OptionException">There is no such attribute.</exception>
    public MmrReRanker(Snapshot snapshot, MmrOptions options)
        : this(snapshot.Items, options)
    {
    }

    /// <summary>Measures likeness by what the catalogue says of the items. O(attributes of all items).</summary>
    /// <param name="items">The catalogue by item index. An item that comes later is like no other.</param>
    /// <param name="options">Strength and attributes.</param>
    /// <exception cref="OptionException">There is no such attribute.</exception>
    public MmrReRanker(IReadOnlyList<Item> items, MmrOptions options)
    {
        _options = options;
        _likeness = new ItemLikeness(items, options.By);
    }

    /// <summary>Measures likeness by a model.</summary>
    /// <param name="similarity">The model; asked once for each place.</param>
    /// <param name="options">Strength; its <see cref="MmrOptions.By"/> is not looked at.</param>
    public MmrReRanker(IItemSimilarity similarity, MmrOptions options) => (_similarity, _options) = (similarity, options);

    private MmrReRanker(MmrReRanker other, MmrOptions options) => (_likeness, _similarity, _options) = (other._likeness, other._similarity, options);

    /// <summary>The same with another strength.</summary>
    /// <param name="strength">Weight of being unlike against relevance, 0 to 1.</param>
    public MmrReRanker With(double strength) => new(this, _options with { Strength = strength });

    /// <inheritdoc/>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count * _options.Depth);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        if (_options.Strength == 0)
        {
            return candidates;
        }

        var scores = StandardScores.Of(candidates);
        var alike = new double[candidates.Count];
        return GreedyList.Fill(
            candidates,
            count,
            (rank, _) => ((1 - _options.Strength) * scores[rank]) - (_options.Strength * alike[rank]),
            (chosen, place) =>
            {
                // After the last place nobody asks any more.
                if (place < count - 1)
                {
                    Compare(candidates, candidates[chosen].Item, alike);
                }
            });
    }

    private void Compare(IReadOnlyList<ScoredItem> candidates, int item, double[] alike)
    {
        if (_likeness is not null)
        {
            for (var rank = 0; rank < alike.Length; rank++)
            {
                alike[rank] = Math.Max(alike[rank], _likeness.Between(item, candidates[rank].Item));
            }

            return;
        }

        var nearest = _similarity!.Similar(item, Math.Max(100, 2 * candidates.Count));
        var likeness = nearest.Where(other => other.Score > 0).ToDictionary(other => other.Item, other => other.Score / (double)nearest[0].Score);
        for (var rank = 0; rank < alike.Length; rank++)
        {
            alike[rank] = Math.Max(alike[rank], likeness.GetValueOrDefault(candidates[rank].Item));
        }
    }
}
