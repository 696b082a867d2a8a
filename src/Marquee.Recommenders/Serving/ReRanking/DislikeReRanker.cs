using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Lowers what is like something that the user rejected, for models that look at likings only. That the rejected itself does not come again is a rule's work.</summary>
/// <remarks>
/// <para>
/// The candidates are ordered by their standardised score less <c>strength * (1 - product over the rejected items of (1 - min(1, weight) * likeness))</c>: what is just like one rejected item pays the full price, what is half like two of them three
/// quarters of it, and nobody more than all of it however much was rejected. Likeness, 0 to 1, is the cosine of what the catalogue says of two items, where an attribute that <c>n_a</c> of <c>n</c> items have weighs <c>ln(n / n_a)</c>.
/// </para>
/// <para>Source: negative feedback moves a list away from what was rejected (Rocchio, Relevance Feedback in Information Retrieval, 1971); several causes of one effect are joined as by the noisy-or of Pearl, 1988. O(candidates * rejected items * attributes of an item).</para>
/// </remarks>
public sealed class DislikeReRanker : IReRanker
{
    private readonly ItemLikeness _likeness;
    private readonly DislikeOptions _options;

    /// <summary>Reads the catalogue. O(attributes of all items).</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="options">Price and attributes.</param>
    /// <exception cref="OptionException">There is no such attribute.</exception>
    public DislikeReRanker(Snapshot snapshot, DislikeOptions options)
        : this(snapshot.Items, options)
    {
    }

    /// <summary>Reads the catalogue. O(attributes of all items).</summary>
    /// <param name="items">The catalogue by item index. An item that comes later is like no other.</param>
    /// <param name="options">Price and attributes.</param>
    /// <exception cref="OptionException">There is no such attribute.</exception>
    public DislikeReRanker(IReadOnlyList<Item> items, DislikeOptions options) => (_likeness, _options) = (new ItemLikeness(items, options.By), options);

    /// <inheritdoc/>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count * _options.Depth);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        if (_options.Strength == 0 || history.DislikedItems.IsEmpty)
        {
            return candidates;
        }

        var worth = StandardScores.Of(candidates);
        var order = new int[candidates.Count];
        for (var rank = 0; rank < order.Length; rank++)
        {
            order[rank] = rank;
            worth[rank] -= _options.Strength * LikeRejected(history, candidates[rank].Item);
        }

        Array.Sort(order, (one, other) => worth[one] != worth[other] ? worth[other].CompareTo(worth[one]) : one.CompareTo(other));
        return Array.ConvertAll(order, rank => candidates[rank]);
    }

    private double LikeRejected(in History history, int item)
    {
        var unlike = 1.0;
        for (var entry = 0; entry < history.DislikedItems.Length; entry++)
        {
            unlike *= 1 - (Math.Min(1, history.DislikedWeights[entry]) * _likeness.Between(history.DislikedItems[entry], item));
        }

        return 1 - unlike;
    }
}
