namespace Marquee.Recommenders;

/// <summary>A model that knows which items are alike.</summary>
public interface IItemSimilarity
{
    /// <summary>The items most similar to one, best first, without the item itself.</summary>
    /// <param name="item">The item; one that the model does not know has no similar items.</param>
    /// <param name="count">How many at most; none where it is not positive.</param>
    IReadOnlyList<ScoredItem> Similar(int item, int count);
}
