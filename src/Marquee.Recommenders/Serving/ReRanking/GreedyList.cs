namespace Marquee.Recommenders;

/// <summary>Fills a list place by place, each with the candidate that is worth most there; of equal ones the one that the model ranks higher.</summary>
internal static class GreedyList
{
    /// <summary>Builds the list. O(places x candidates x cost of a worth).</summary>
    /// <param name="candidates">The candidates, best first.</param>
    /// <param name="places">How many places are filled so; the candidates left follow in the order in which they came, for a re-ranker that comes after.</param>
    /// <param name="worth">What a candidate (by its rank) is worth at the place being filled.</param>
    /// <param name="chosen">Told which candidate took the place (its rank, the place).</param>
    public static IReadOnlyList<ScoredItem> Fill(IReadOnlyList<ScoredItem> candidates, int places, Func<int, int, double> worth, Action<int, int> chosen)
    {
        var list = new List<ScoredItem>(candidates.Count);
        var taken = new bool[candidates.Count];
        for (var place = 0; place < Math.Min(places, candidates.Count); place++)
        {
            var (best, most) = (-1, double.NegativeInfinity);
            for (var rank = 0; rank < taken.Length; rank++)
            {
                if (!taken[rank] && worth(rank, place) is var value && (best < 0 || value > most))
                {
                    (best, most) = (rank, value);
                }
            }

            taken[best] = true;
            chosen(best, place);
            list.Add(candidates[best]);
        }

        for (var rank = 0; rank < taken.Length; rank++)
        {
            if (!taken[rank])
            {
                list.Add(candidates[rank]);
            }
        }

        return list;
    }
}
