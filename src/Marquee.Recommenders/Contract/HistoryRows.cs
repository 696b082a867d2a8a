using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Histories as the rows of a sparse matrix, without the items that a model does not know; items of a row stay in the history's order.</summary>
/// <param name="Offsets">Where each row starts; one more than there are rows.</param>
/// <param name="Items">Item of each entry, row after row.</param>
/// <param name="Weights">Weight of each entry.</param>
internal readonly record struct HistoryRows(int[] Offsets, int[] Items, float[] Weights)
{
    /// <summary>Gathers the known items of some histories. O(their entries).</summary>
    public static HistoryRows Of(ReadOnlySpan<History> histories, int itemCount)
    {
        var most = 0;
        foreach (var history in histories)
        {
            most = checked(most + history.Count);
        }

        var offsets = new int[histories.Length + 1];
        var items = new int[most];
        var weights = new float[most];
        var count = 0;
        for (var row = 0; row < histories.Length; row++)
        {
            var ofRow = histories[row].Items;
            var weightsOfRow = histories[row].Weights;
            for (var entry = 0; entry < ofRow.Length; entry++)
            {
                if ((uint)ofRow[entry] < (uint)itemCount)
                {
                    items[count] = ofRow[entry];
                    weights[count++] = weightsOfRow[entry];
                }
            }

            offsets[row + 1] = count;
        }

        return new HistoryRows(offsets, count == most ? items : items[..count], count == most ? weights : weights[..count]);
    }

    /// <summary>Gathers the known items of some histories from the newest back, with weights that fade. O(their entries, sorted).</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="itemCount">How many items are known.</param>
    /// <param name="fading">How they fade.</param>
    /// <param name="weightExponent">The power to which the weights of the histories are raised.</param>
    public static HistoryRows Of(ReadOnlySpan<History> histories, int itemCount, RecencyFading fading, double weightExponent)
    {
        var (offsets, items, weights) = (new int[histories.Length + 1], new List<int>(), new List<float>());
        for (var row = 0; row < histories.Length; row++)
        {
            var recent = RecentItems.Of(histories[row], itemCount);
            var factors = fading.Factors(recent, histories[row].Context.Now);
            items.AddRange(recent.Items);
            for (var entry = 0; entry < factors.Length; entry++)
            {
                weights.Add((float)(factors[entry] * WeightPower.Of(histories[row].Weights[recent.Entries[entry]], weightExponent)));
            }

            offsets[row + 1] = items.Count;
        }

        return new HistoryRows(offsets, [.. items], [.. weights]);
    }
}
