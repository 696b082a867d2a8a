using Marquee.Data;

namespace Marquee.Content;

/// <summary>The weighted sum of several.</summary>
internal sealed class WeightedLikeness(IReadOnlyList<(ItemLikeness Likeness, double Weight)> parts) : ItemLikeness
{
    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf) =>
        new Query([.. parts.Where(part => part.Weight > 0).Select(part => (part.Likeness.Ask(item, index, audienceOf), part.Weight))]);

    private sealed class Query(IReadOnlyList<(ItemQuery Query, double Weight)> parts) : ItemQuery
    {
        public override void AddTo(Span<double> scores, double weight)
        {
            foreach (var (query, share) in parts)
            {
                query.AddTo(scores, weight * share);
            }
        }

        public override void Explain(int item, double weight, List<SimilarReason> reasons)
        {
            foreach (var (query, share) in parts)
            {
                query.Explain(item, weight * share, reasons);
            }
        }
    }
}
