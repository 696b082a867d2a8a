using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The rated items of a history that a model knows, in the history's order.</summary>
/// <param name="Items">Items.</param>
/// <param name="Ratings">The rating of each.</param>
internal readonly record struct RatedItems(int[] Items, float[] Ratings)
{
    /// <summary>How many there are.</summary>
    public int Count => Items.Length;

    /// <summary>Gathers them. O(entries).</summary>
    /// <param name="history">The history.</param>
    /// <param name="itemCount">How many items the model knows.</param>
    /// <param name="areWeights">Whether the model learnt from weights, because nothing was rated.</param>
    public static RatedItems Of(in History history, int itemCount, bool areWeights)
    {
        var given = areWeights ? history.Weights : history.Ratings;
        var items = new int[given.Length];
        var ratings = new float[given.Length];
        var count = 0;
        for (var entry = 0; entry < given.Length; entry++)
        {
            if ((uint)history.Items[entry] < (uint)itemCount && float.IsFinite(given[entry]))
            {
                items[count] = history.Items[entry];
                ratings[count++] = given[entry];
            }
        }

        return count == items.Length ? new RatedItems(items, ratings) : new RatedItems(items[..count], ratings[..count]);
    }
}
