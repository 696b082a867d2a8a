using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a re-ranker is there to shrink, as a metric: <see cref="ExposureGapAt"/> of its group and target, <see cref="MiscalibrationAt"/> by its groups, or the likeness of what stands in one list (<see cref="IntraListSimilarityAt"/>) for one that looks for variety.</summary>
public static class ReRankingGoal
{
    /// <summary>The metric; nothing for a re-ranker that pursues something else.</summary>
    /// <param name="reRanker">The re-ranker.</param>
    /// <param name="k">Places looked at.</param>
    public static IUserMetric? Of(IReRanker reRanker, int k) => reRanker switch
    {
        ExposureReRanker exposure => new ExposureGapAt(exposure, k),
        CalibratedReRanker calibrated => new MiscalibrationAt(calibrated.Groups, k),
        MmrReRanker => new IntraListSimilarityAt(k),
        _ => null,
    };
}
