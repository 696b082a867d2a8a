using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Items are alike that the same users met; a user is offered what is like their history.</summary>
/// <remarks>
/// <para><c>sim(i, j) = x_i . x_j / (|x_i| |x_j| + shrinkage)</c>, where <c>x_i</c> holds the (weighted) interactions of item <c>i</c>, one number a user. Each item keeps
/// its <c>neighbours</c> most similar others, and <c>score(i) = sum over h in the history of weight(h) * sim(h, i)</c> over those <c>h</c> that are neighbours of <c>i</c>.</para>
/// <para>Source: Sarwar, Karypis, Konstan and Riedl, Item-Based Collaborative Filtering Recommendation Algorithms, WWW 2001; shrinkage after Bell and Koren 2007;
/// weightings as in Ferrari Dacrema et al. 2019. Time: the sum over users of their squared number of items; memory O(items * neighbours). Involves no chance.</para>
/// </remarks>
public static class ItemKnnTrainer
{
    /// <summary>Compares all items.</summary>
    public static ItemKnnModel Train(Snapshot snapshot, ItemKnnOptions options, TrainingContext context)
    {
        var interactions = snapshot.Interactions.ByItem;
        var byItem = new TermWeighting(interactions, options.Similarity, options.Bm25K1, options.Bm25B).Apply(interactions);
        var byUser = byItem.Transpose();
        var norms = RowNorms.Of(byItem);
        return new ItemKnnModel(options, NearestRows.Compute(byItem.Rows, options.Neighbours, FillIn, context));

        void FillIn(int item, Span<float> similarities)
        {
            var users = byItem.RowIndices(item);
            var weights = byItem.RowValues(item);
            for (var entry = 0; entry < users.Length; entry++)
            {
                SparseSum.AddRow(byUser, users[entry], weights[entry], similarities);
            }

            // The item itself has a similarity too; 0 keeps it from being chosen.
            similarities[item] = 0;
            for (var other = 0; other < similarities.Length; other++)
            {
                if (similarities[other] > 0)
                {
                    similarities[other] = (float)(similarities[other] / (norms[item] * norms[other] + options.Shrinkage));
                }
            }
        }
    }
}
