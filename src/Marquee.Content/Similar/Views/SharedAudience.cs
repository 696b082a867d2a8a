using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Likeness by shared viewers: <c>n / sqrt(viewers of the one * viewers of the other) * n / (n + shrinkage)</c>, where <c>n</c> is the number of viewers in common. Viewers who opted out are not counted.</summary>
internal sealed class SharedAudience(InteractionMatrix interactions, double shrinkage) : ItemLikeness
{
    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf)
    {
        var shared = new int[interactions.Items];
        var viewers = new HashSet<int>();
        foreach (var stands in index >= 0 ? [index] : audienceOf)
        {
            foreach (var user in interactions.ByItem.RowIndices(stands))
            {
                viewers.Add(user);
            }
        }

        foreach (var user in viewers)
        {
            foreach (var other in interactions.ByUser.RowIndices(user))
            {
                shared[other]++;
            }
        }

        return new Query(interactions, shared, viewers.Count, shrinkage);
    }

    /// <inheritdoc/>
    public override SparseMatrix Rows()
    {
        var viewers = interactions.ByItem;
        var values = new float[viewers.NonZeros];
        for (var item = 0; item < viewers.Rows; item++)
        {
            values.AsSpan(viewers.RowOffsets[item]..viewers.RowOffsets[item + 1]).Fill((float)(1 / Math.Sqrt(viewers.RowLength(item))));
        }

        return viewers.WithValues(values);
    }

    private sealed class Query(InteractionMatrix interactions, int[] shared, int viewers, double shrinkage) : ItemQuery
    {
        public override void AddTo(Span<double> scores, double weight)
        {
            for (var item = 0; item < shared.Length; item++)
            {
                scores[item] += weight * Likeness(item);
            }
        }

        public override void Explain(int item, double weight, List<SimilarReason> reasons)
        {
            if (shared[item] > 0)
            {
                reasons.Add(new SimilarReason(SimilarView.Audience, "viewers", shared[item].ToString(CultureInfo.InvariantCulture), weight * Likeness(item)));
            }
        }

        private double Likeness(int item) => shared[item] == 0 ? 0
            : shared[item] / Math.Sqrt((double)viewers * interactions.ByItem.RowLength(item)) * (shared[item] / (shared[item] + shrinkage));
    }
}
