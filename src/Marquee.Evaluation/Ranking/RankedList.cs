using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Picks the best candidates of one user.</summary>
internal static class RankedList
{
    /// <summary>
    /// Writes the best items, best first: higher scores first; among equal scores the relevant items last (so that ties never flatter a model, and the
    /// numbering of the items does not matter), then by index.
    /// </summary>
    /// <param name="scores">Score of every item; negative infinity where it is no candidate.</param>
    /// <param name="relevant">The relevant items, ascending.</param>
    /// <param name="items">Receives the list.</param>
    /// <param name="kept">Room for the scores of the list, as long as <paramref name="items"/>.</param>
    /// <returns>The length of the list: shorter than asked for where there are fewer candidates.</returns>
    public static int Fill(ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant, Span<int> items, Span<float> kept)
    {
        var count = TopK.Select(scores, items, kept);
        while (count > 0 && float.IsNegativeInfinity(kept[count - 1]))
        {
            count--;
        }

        for (int start = 0, end; start < count; start = end)
        {
            end = start + 1;
            while (end < count && kept[end] == kept[start])
            {
                end++;
            }

            if (HasRelevant(items[start..end], relevant))
            {
                PutRelevantLast(scores, relevant, kept[start], items[start..end]);
            }
        }

        return count;
    }

    private static bool HasRelevant(ReadOnlySpan<int> items, ReadOnlySpan<int> relevant)
    {
        foreach (var item in items)
        {
            if (relevant.BinarySearch(item) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    // Looks through all items, since those tied with the last place may have been left out of the list.
    private static void PutRelevantLast(ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant, float score, Span<int> places)
    {
        var place = 0;
        foreach (var wanted in (ReadOnlySpan<bool>)[false, true])
        {
            for (var item = 0; item < scores.Length && place < places.Length; item++)
            {
                if (scores[item] == score && relevant.BinarySearch(item) >= 0 == wanted)
                {
                    places[place++] = item;
                }
            }
        }
    }
}
