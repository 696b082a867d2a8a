using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// Mean rewards by place and by quantile of some score of the items, such as popularity or an expected rating: the score need not be in the unit of rewards, only say which items bring more.
/// </summary>
/// <remarks>A cell with few lists leans on the mean of its place, and that on the mean of all, each counting as <see cref="Prior"/> observations.</remarks>
public sealed class RewardTable : IRewardModel
{
    /// <summary>As how many observations the mean above counts in a cell.</summary>
    public const double Prior = 20;

    /// <summary>Quantiles where nothing else is said.</summary>
    public const int DefaultBins = 5;

    private readonly Func<ServedList, Func<int, double>> _score;
    private readonly double[] _edges;
    private readonly double[][] _means;

    private RewardTable(Func<ServedList, Func<int, double>> score, double[] edges, double[][] means)
    {
        _score = score;
        _edges = edges;
        _means = means;
    }

    /// <summary>Counts. O(items of all lists x log).</summary>
    /// <param name="lists">Lists with their rewards.</param>
    /// <param name="score">For a list, the score of each item.</param>
    /// <param name="bins">Number of quantiles, at least 1; fewer where many scores are equal.</param>
    public static RewardTable Fit(IReadOnlyList<LoggedList> lists, Func<ServedList, Func<int, double>> score, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var scores = lists.Select(list => Array.ConvertAll(list.Served.Items, new Converter<int, double>(score(list.Served)))).ToArray();
        var sorted = scores.SelectMany(ofList => ofList).Order().ToArray();
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(bin => sorted.Length == 0 ? 0 : sorted[(long)bin * sorted.Length / bins]).Distinct()];
        var places = lists.Select(list => list.Rewards.Length).DefaultIfEmpty().Max();
        var sums = Enumerable.Range(0, places).Select(_ => new double[edges.Length + 1]).ToArray();
        var counts = Enumerable.Range(0, places).Select(_ => new double[edges.Length + 1]).ToArray();
        for (var list = 0; list < lists.Count; list++)
        {
            for (var place = 0; place < lists[list].Rewards.Length; place++)
            {
                var bin = Bin(edges, scores[list][place]);
                sums[place][bin] += lists[list].Rewards[place];
                counts[place][bin]++;
            }
        }

        var overall = counts.Sum(row => row.Sum()) is var all and > 0 ? sums.Sum(row => row.Sum()) / all : 0;
        var means = new double[places][];
        for (var place = 0; place < places; place++)
        {
            var ofPlace = Lean(sums[place].Sum(), counts[place].Sum(), overall);
            means[place] = [.. sums[place].Zip(counts[place], (sum, count) => Lean(sum, count, ofPlace))];
        }

        return new RewardTable(score, edges, means);
    }

    /// <summary>Counts by the rating that a model expects of the user for whom a list was made.</summary>
    /// <param name="lists">Lists with their rewards.</param>
    /// <param name="model">The model; it should not have seen what followed the lists.</param>
    /// <param name="itemCount">Number of items.</param>
    /// <param name="historyOf">What was known of the user when a list was served.</param>
    /// <param name="bins">Number of quantiles, at least 1.</param>
    public static RewardTable ByRating(IReadOnlyList<LoggedList> lists, IRatingPredictor model, int itemCount, Func<ServedList, History> historyOf, int bins = DefaultBins)
    {
        var all = Enumerable.Range(0, itemCount).ToArray();
        return Fit(
            lists,
            served =>
            {
                var predictions = new RatingPrediction[itemCount];
                model.Predict(historyOf(served), all, predictions);
                return item => predictions[item].Mean;
            },
            bins);
    }

    /// <summary>Counts by how many users each item has.</summary>
    /// <param name="lists">Lists with their rewards.</param>
    /// <param name="snapshot">What was known when they were served.</param>
    /// <param name="bins">Number of quantiles, at least 1.</param>
    public static RewardTable ByPopularity(IReadOnlyList<LoggedList> lists, Snapshot snapshot, int bins = DefaultBins)
    {
        var byItem = snapshot.Interactions.ByItem;
        double Popularity(int item) => (uint)item < (uint)byItem.Rows ? byItem.RowLength(item) : 0;
        return Fit(lists, _ => Popularity, bins);
    }

    /// <inheritdoc/>
    public Func<int, int, double> For(ServedList served)
    {
        var score = _score(served);
        return (place, item) => place < _means.Length ? _means[place][Bin(_edges, score(item))] : 0;
    }

    private static double Lean(double sum, double count, double mean) => (sum + (Prior * mean)) / (count + Prior);

    private static int Bin(double[] edges, double score)
    {
        var bin = 0;
        while (bin < edges.Length && score >= edges[bin])
        {
            bin++;
        }

        return bin;
    }
}
