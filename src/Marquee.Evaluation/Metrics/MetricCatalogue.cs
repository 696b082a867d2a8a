using System.Globalization;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Every metric of ranked lists. One line here makes a metric known to protocols, suites and commands.</summary>
/// <remarks>RMSE and MAE are no metrics of lists: <see cref="RatingEvaluator"/> gives them.</remarks>
public static class MetricCatalogue
{
    /// <summary>All families, accuracy first.</summary>
    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        new("precision", "share of the first k that is relevant", true, k => new PrecisionAt(k)),
        new("recall", "share of the relevant items that is in the first k", true, k => new RecallAt(k)),
        new("f1", "harmonic mean of a user's precision and recall", true, k => new F1At(k)),
        new("hr", "whether anything relevant is in the first k", true, k => new HitRateAt(k)),
        new("map", "mean average precision", true, k => new AveragePrecisionAt(k)),
        new("mrr", "mean of 1 / place of the first relevant item", true, k => new ReciprocalRankAt(k)),
        new("ndcg", "discounted gain, as a share of the best possible", true, k => new NormalizedDiscountedGainAt(k)),
        new("auc", "share of pairs of a relevant and another item in the right order", false, _ => new AreaUnderCurve()),
        new("coverage", "share of the catalogue that is shown to anybody", true, k => new CoverageAt(k)),
        new("gini", "inequality of exposure, 0 equal to 1 all on one item", true, k => new ExposureGiniAt(k)),
        new("novelty", "mean self-information of what is shown, in bits", true, k => new NoveltyAt(k)),
        new("longtail", "share of what is shown that lies in the long tail", true, k => new LongTailShareAt(k)),
        new("ils", "mean similarity of what is shown by categories and labels", true, k => new IntraListSimilarityAt(k)),
    ];

    /// <summary>Whether a metric measures how right a list is, user by user, and is larger for better ones: what models may be tuned for and compared by. The others would be best where nobody is served.</summary>
    public static bool IsAccuracy(IRankingMetric metric) => metric is IUserMetric and not (IntraListSimilarityAt or NoveltyAt or LongTailShareAt or ExposureGapAt or MiscalibrationAt);

    /// <summary>All metrics at one cutoff.</summary>
    /// <param name="k">The cutoff, at least 1.</param>
    public static IReadOnlyList<IRankingMetric> AllAt(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return [.. All.Select(family => family.Create(k))];
    }

    /// <summary>The metric of a key such as <c>ndcg@10</c> or <c>auc</c>.</summary>
    /// <exception cref="OptionException">There is no such metric; the message lists those there are.</exception>
    public static IRankingMetric Parse(string key)
    {
        var at = key.IndexOf('@', StringComparison.Ordinal);
        var family = All.FirstOrDefault(family => family.Name == (at < 0 ? key : key[..at]) && family.HasCutoff == at >= 0);
        var k = 0;
        if (family is null || (at >= 0 && (!int.TryParse(key.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out k) || k < 1)))
        {
            throw new OptionException(
                $"There is no metric '{key}'; the metrics are {string.Join(", ", All.Select(one => one.HasCutoff ? one.Name + "@k" : one.Name))} with a whole number from 1 on for k.");
        }

        return family.Create(k);
    }
}
