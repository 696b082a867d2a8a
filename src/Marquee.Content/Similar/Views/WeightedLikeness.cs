using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>The weighted sum of several.</summary>
internal sealed class WeightedLikeness(IReadOnlyList<(ItemLikeness Likeness, double Weight)> parts) : ItemLikeness
{
    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf) =>
        new Query([.. parts.Where(part => part.Weight > 0).Select(part => (part.Likeness.Ask(item, index, audienceOf), part.Weight))]);

    /// <inheritdoc/>
    public override SparseMatrix Rows()
    {
        // Side by side, each times the root of its weight: inner products add up.
        var rows = parts.Where(part => part.Weight > 0).Select(part => (Rows: part.Likeness.Rows(), Scale: (float)Math.Sqrt(part.Weight))).ToArray();
        var (offsets, columns, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        for (var item = 0; item < rows[0].Rows.Rows; item++)
        {
            var first = 0;
            foreach (var (part, scale) in rows)
            {
                foreach (var column in part.RowIndices(item))
                {
                    columns.Add(first + column);
                }

                foreach (var value in part.RowValues(item))
                {
                    values.Add(scale * value);
                }

                first += part.Columns;
            }

            offsets.Add(columns.Count);
        }

        return new SparseMatrix(rows[0].Rows.Rows, rows.Sum(part => part.Rows.Columns), [.. offsets], [.. columns], [.. values]);
    }

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
