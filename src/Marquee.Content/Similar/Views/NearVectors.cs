using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Likeness by the cosine of vectors that items carry as a feature; opposite ones count as not alike.</summary>
internal sealed class NearVectors(SimilarView view, ItemEmbedding embedding) : ItemLikeness
{
    /// <inheritdoc/>
    public override ItemQuery Ask(Item item, int index, IReadOnlyList<int> audienceOf)
    {
        var likeness = new float[embedding.Items.Count];
        if (item.Features.TryGet(embedding.Name, out var vector) && vector.Length == embedding.Dimensions)
        {
            foreach (var near in embedding.Nearest(vector.Span, likeness.Length))
            {
                likeness[near.Item] = Math.Max(0, near.Similarity);
            }
        }

        return new Query(view, embedding.Name, likeness);
    }

    /// <inheritdoc/>
    public override SparseMatrix Rows()
    {
        int[] known = [.. Enumerable.Range(0, embedding.Items.Count).Where(embedding.Knows)];
        var offsets = new int[embedding.Items.Count + 1];
        foreach (var item in known)
        {
            offsets[item + 1] = embedding.Dimensions;
        }

        for (var item = 0; item < embedding.Items.Count; item++)
        {
            offsets[item + 1] += offsets[item];
        }

        return new SparseMatrix(
            embedding.Items.Count, embedding.Dimensions, offsets,
            [.. known.SelectMany(_ => Enumerable.Range(0, embedding.Dimensions))],
            [.. known.SelectMany(item => embedding.DirectionOf(item).ToArray())]);
    }

    private sealed class Query(SimilarView view, string name, float[] likeness) : ItemQuery
    {
        public override void AddTo(Span<double> scores, double weight)
        {
            for (var item = 0; item < likeness.Length; item++)
            {
                scores[item] += weight * likeness[item];
            }
        }

        public override void Explain(int item, double weight, List<SimilarReason> reasons)
        {
            if (likeness[item] > 0)
            {
                reasons.Add(new SimilarReason(view, "embedding", name, weight * likeness[item]));
            }
        }
    }
}
