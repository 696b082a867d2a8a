namespace Marquee.Content;

/// <summary>How well the answers that were held out rank among all entities.</summary>
/// <param name="Queries">Ranks behind the figures.</param>
/// <param name="MeanReciprocalRank">Mean of one over the rank, from 0 to 1.</param>
/// <param name="Hits1">Share of ranks of 1.</param>
/// <param name="Hits3">Share of ranks up to 3.</param>
/// <param name="Hits10">Share of ranks up to 10.</param>
/// <param name="MeanRank">Mean rank, from 1.</param>
public sealed record LinkReport(int Queries, double MeanReciprocalRank, double Hits1, double Hits3, double Hits10, double MeanRank)
{
    /// <summary>The figures of some ranks; all 0 where there are none.</summary>
    /// <param name="ranks">The ranks, from 1; halves where an answer shares its place.</param>
    public static LinkReport Of(IReadOnlyCollection<double> ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        return ranks.Count == 0
            ? new LinkReport(0, 0, 0, 0, 0, 0)
            : new LinkReport(ranks.Count, ranks.Average(rank => 1 / rank), Share(1), Share(3), Share(10), ranks.Average());

        double Share(int most) => ranks.Count(rank => rank <= most) / (double)ranks.Count;
    }
}
