using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A history as the model sees it: the rated items that it knows with their dates, and the features of the user.</summary>
/// <param name="Items">The rated items.</param>
/// <param name="Ratings">The rating of each.</param>
/// <param name="Dates">The date of each, or the number of dates where it is another one or none.</param>
/// <param name="Features">The features of the user with their values.</param>
internal sealed record BayesFmQuestion(int[] Items, float[] Ratings, int[] Dates, List<(int Feature, float Value)> Features)
{
    /// <summary>How many ratings there are.</summary>
    public int Count => Items.Length;

    /// <summary>Gathers it. O(entries).</summary>
    public static BayesFmQuestion Of(in History history, int itemCount, bool areWeights, RatingDates dates, UserDescription description)
    {
        var given = areWeights ? history.Weights : history.Ratings;
        var (items, ratings, when) = (new int[given.Length], new float[given.Length], new int[given.Length]);
        var count = 0;
        for (var entry = 0; entry < given.Length; entry++)
        {
            if ((uint)history.Items[entry] < (uint)itemCount && float.IsFinite(given[entry]))
            {
                items[count] = history.Items[entry];
                ratings[count] = given[entry];
                when[count++] = history.Times.IsEmpty ? dates.Count : dates.IndexOf(history.Times[entry]);
            }
        }

        return new BayesFmQuestion(items[..count], ratings[..count], when[..count], description.FeaturesOf(history, itemCount));
    }
}
