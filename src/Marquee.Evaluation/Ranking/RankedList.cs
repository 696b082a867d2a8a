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
        if (items.IsEmpty)
        {
            return 0;
        }

        var count = 0;
        var least = float.NegativeInfinity;
        for (var item = 0; item < scores.Length; item++)
        {
            var score = scores[item];
            if (score < least || float.IsNegativeInfinity(score))
            {
                continue;
            }

            var isRelevant = relevant.BinarySearch(item) >= 0;
            var place = count;
            while (place > 0 && (score > kept[place - 1] || (score == kept[place - 1] && !isRelevant && relevant.BinarySearch(items[place - 1]) >= 0)))
            {
                place--;
            }

            if (place == items.Length)
            {
                continue;
            }

            count = Math.Min(count + 1, items.Length);
            kept[place..(count - 1)].CopyTo(kept[(place + 1)..]);
            items[place..(count - 1)].CopyTo(items[(place + 1)..]);
            kept[place] = score;
            items[place] = item;
            least = count == items.Length ? kept[count - 1] : float.NegativeInfinity;
        }

        return count;
    }
}
