using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Likeness by shared viewers: <c>n / sqrt(viewers of the one * viewers of the other) * n / (n + shrinkage)</c>, where <c>n</c> is the number of viewers in common. Viewers who opted out are not counted.</summary>
internal sealed class SharedAudience(int items, IItemAudience audience, double shrinkage) : ItemLikeness
{
    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf)
    {
        var shared = new int[items];
        var viewers = new HashSet<int>();
        foreach (var stands in index >= 0 ? [index] : audienceOf)
        {
            foreach (var user in audience.ViewersOf(stands))
            {
                viewers.Add(user);
            }
        }

        foreach (var user in viewers)
        {
            foreach (var other in audience.ItemsOf(user))
            {
                // An audience of now may know of items that came since.
                if (other < items)
                {
                    shared[other]++;
                }
            }
        }

        return new Query(audience, shared, viewers.Count, shrinkage);
    }

    /// <inheritdoc/>
    public override SparseMatrix Rows()
    {
        var (offsets, viewers, values) = (new int[items + 1], new List<int>(), new List<float>());
        for (var item = 0; item < items; item++)
        {
            var ofItem = audience.ViewersOf(item);
            viewers.AddRange(ofItem);
            values.AddRange(Enumerable.Repeat((float)(1 / Math.Sqrt(ofItem.Length)), ofItem.Length));
            offsets[item + 1] = viewers.Count;
        }

        return new SparseMatrix(items, viewers.Count == 0 ? 0 : viewers.Max() + 1, offsets, [.. viewers], [.. values]);
    }

    private sealed class Query(IItemAudience audience, int[] shared, int viewers, double shrinkage) : ItemQuery
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
            : shared[item] / Math.Sqrt((double)viewers * audience.CountOf(item)) * (shared[item] / (shared[item] + shrinkage));
    }
}
