using System.Buffers;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A model that explains its scores, for a catalogue that has grown since it was trained.</summary>
/// <remarks>The explanation of an unknown item is the same mean of its neighbours' explanations as its score is of their scores, and its lift is a part beside it, so that it adds up as theirs do.</remarks>
internal sealed class ExplainedFreshItems(IRecommender model, KnownItems known, FreshOptions options, IReadOnlyList<Item> items, SortedList<int, FreshItem> fresh, int[] measured, RecentPopularity popularity)
    : FreshItems(model, known, options, items, fresh, measured, popularity), IExplains
{
    private const string LiftName = "how much it is watched these days";

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var explains = (IExplains)Model;
        if (!TryGetFresh(item, out var fresh))
        {
            return explains.Explain(history, item);
        }

        var baseline = 0.0;
        var (contributions, features) = (new Dictionary<int, double>(), new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var (neighbour, weight) in fresh.Neighbours)
        {
            var explanation = explains.Explain(history, neighbour);
            baseline += (double)weight * explanation.Baseline;
            foreach (var contribution in explanation.Contributions)
            {
                contributions[contribution.Item] = contributions.GetValueOrDefault(contribution.Item) + ((double)weight * contribution.Score);
            }

            foreach (var feature in explanation.Features)
            {
                features[feature.Name] = features.GetValueOrDefault(feature.Name) + ((double)weight * feature.Score);
            }
        }

        if (fresh.Neighbours.Length == 0 || fresh.Lift != 0)
        {
            var (mean, slope) = MeasureFor(history);
            baseline += fresh.Neighbours.Length == 0 ? mean : 0;
            if (slope * fresh.Lift is not 0 and var lift)
            {
                features[LiftName] = lift;
            }
        }

        return Explanation.OfSum(
            item, (float)baseline, contributions.Select(pair => new ScoredItem(pair.Key, (float)pair.Value)), features.Select(pair => new FeatureContribution(pair.Key, (float)pair.Value))) with
        { Through = fresh.Neighbours };
    }

    private (double Mean, double Slope) MeasureFor(in History history)
    {
        var rented = ArrayPool<float>.Shared.Rent(Model.ItemCount);
        Model.Score(history, rented.AsSpan(0, Model.ItemCount));
        var measured = Measure(rented);
        ArrayPool<float>.Shared.Return(rented);
        return measured;
    }
}
