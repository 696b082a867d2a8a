using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Benchmarks;

/// <summary>
/// SAR as Microsoft's benchmark runs it, as plainly as can be: Jaccard similarity of items, ratings that halve every 30 days. It is no model of
/// ours; it is here because its published figures involve no chance but that of the split.
/// </summary>
internal sealed class Sar : IRecommender
{
    private const double HalfLife = 30.0 * 24 * 60 * 60 * 1000;

    private readonly double[] _similarity;
    private readonly long _now;

    public Sar(InteractionMatrix ratings)
    {
        ItemCount = ratings.Items;
        _now = ratings.Times.ToArray().Max();
        var together = new double[ItemCount * ItemCount];
        for (var user = 0; user < ratings.Users; user++)
        {
            foreach (var one in ratings.ByUser.RowIndices(user))
            {
                foreach (var other in ratings.ByUser.RowIndices(user))
                {
                    together[(one * ItemCount) + other]++;
                }
            }
        }

        double Count(int item) => together[(item * ItemCount) + item];
        _similarity = [.. together.Select((both, pair) => both == 0 ? 0 : both / (Count(pair / ItemCount) + Count(pair % ItemCount) - both))];
    }

    public int ItemCount { get; }

    public void Score(in History history, Span<float> scores)
    {
        var sums = new double[ItemCount];
        for (var entry = 0; entry < history.Count; entry++)
        {
            var affinity = history.Weights[entry] * Math.Pow(2, (history.Times[entry] - _now) / HalfLife);
            var row = _similarity.AsSpan(history.Items[entry] * ItemCount, ItemCount);
            for (var item = 0; item < row.Length; item++)
            {
                sums[item] += affinity * row[item];
            }
        }

        for (var item = 0; item < sums.Length; item++)
        {
            scores[item] = (float)sums[item];
        }
    }
}
