using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The items that a model has seen people watch, by what the catalogue says of them, so that those most like any other item can be found. Immutable.</summary>
/// <remarks>Likeness is the cosine of the vectors that <see cref="ContentTrainer"/> describes: categories, labels, people, origin, decade, kind and the words of title and summary, each weighed by its rarity. Memory: 8 bytes a term of an item.</remarks>
public sealed class KnownItems
{
    private readonly ContentWeigher _weigher;
    private readonly SparseMatrix _itemsOfTerms;
    private readonly ItemMask _unmet;

    /// <summary>Reads the items. O(terms of all items).</summary>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="count">How many of them the model knows, the first of the catalogue.</param>
    /// <param name="unmet">Those of them that nobody had watched when it was trained, so that it knows no more of them than their index.</param>
    /// <param name="likeness">How much each field counts.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    public KnownItems(IReadOnlyList<Item> items, int count, ItemMask? unmet = null, ContentOptions? likeness = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, items.Count);
        (_weigher, var vectors) = ContentWeigher.Weigh([.. items.Take(count)], likeness ?? new ContentOptions(), cancellationToken: cancellationToken);
        _itemsOfTerms = vectors.Transpose();
        _unmet = unmet ?? ItemMask.Empty;
    }

    /// <summary>How many items the model knows, those that nobody had watched among them.</summary>
    public int Count => _itemsOfTerms.Columns;

    /// <summary>Whether the model has seen people watch an item.</summary>
    public bool Contains(int item) => (uint)item < (uint)Count && !_unmet.Contains(item);

    /// <summary>The known items most like one, most alike first: those that have anything in common with it. O(items that share a term, summed over the terms).</summary>
    /// <param name="item">Any item.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="except">An item that is not to be among them; -1 for none.</param>
    /// <returns>Items and likeness, above 0 and at most 1.</returns>
    public IReadOnlyList<ScoredItem> Nearest(Item item, int count, int except = -1)
    {
        var rented = ArrayPool<float>.Shared.Rent(Count);
        var likeness = rented.AsSpan(0, Count);
        likeness.Clear();
        foreach (var (term, weight) in _weigher.VectorOf(item))
        {
            SparseSum.AddRow(_itemsOfTerms, term, weight, likeness);
        }

        for (var word = 0; word < _unmet.Words.Length; word++)
        {
            for (var left = _unmet.Words[word]; left != 0; left &= left - 1)
            {
                if ((word << 6) + System.Numerics.BitOperations.TrailingZeroCount(left) is var unmet && unmet < likeness.Length)
                {
                    likeness[unmet] = 0;
                }
            }
        }

        if ((uint)except < (uint)likeness.Length)
        {
            likeness[except] = 0;
        }

        var nearest = SimilarScores.Positive(likeness, count);
        ArrayPool<float>.Shared.Return(rented);
        return nearest;
    }
}
