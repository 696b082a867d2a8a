using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What a metric sees of one user: the list that the model made and what was relevant. A view; valid during the call only.</summary>
public readonly ref struct RankedUser
{
    /// <summary>Puts the view together.</summary>
    /// <param name="items">The list, best first.</param>
    /// <param name="relevant">The relevant items, ascending, at least one.</param>
    /// <param name="scores">Score of every item by index; negative infinity where the item was no candidate. Only AUC needs it.</param>
    /// <param name="catalogue">What is known of the items.</param>
    /// <param name="history">What the model was told; only metrics that compare lists with histories need it.</param>
    public RankedUser(ReadOnlySpan<int> items, ReadOnlySpan<int> relevant, ReadOnlySpan<float> scores, CatalogueFacts catalogue, History history = default)
    {
        Items = items;
        Relevant = relevant;
        Scores = scores;
        Catalogue = catalogue;
        History = history;
    }

    /// <summary>The list, best first; shorter than asked for where there were fewer candidates.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>The relevant items, ascending. Those that were no candidates count as missed.</summary>
    public ReadOnlySpan<int> Relevant { get; }

    /// <summary>Score of every item by index; negative infinity where it was no candidate.</summary>
    public ReadOnlySpan<float> Scores { get; }

    /// <summary>What is known of the items.</summary>
    public CatalogueFacts Catalogue { get; }

    /// <summary>What the model was told of the user.</summary>
    public History History { get; }

    /// <summary>The first places of the list, at most <paramref name="k"/>.</summary>
    public ReadOnlySpan<int> First(int k) => Items[..Math.Min(k, Items.Length)];

    /// <summary>Whether an item is relevant. O(log of the number of relevant items).</summary>
    public bool IsRelevant(int item) => Relevant.BinarySearch(item) >= 0;

    /// <summary>How many relevant items stand within the first <paramref name="k"/> places.</summary>
    public int Hits(int k)
    {
        var hits = 0;
        foreach (var item in First(k))
        {
            hits += IsRelevant(item) ? 1 : 0;
        }

        return hits;
    }
}
