using Marquee.Data;
using Marquee.Numerics;

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
    private const int ItemsPerBlock = 16;
    private const int BlocksPerStep = 64;

    /// <summary>Compares all items.</summary>
    public static ItemKnnModel Train(Snapshot snapshot, ItemKnnOptions options, TrainingContext context)
    {
        var byUser = ItemWeighting.Apply(snapshot.Interactions.ByUser, options);
        var byItem = byUser.Transpose();
        var norms = Norms(byItem);
        var items = byItem.Rows;
        var neighbours = new (int[] Items, float[] Similarities)[items];
        var perStep = ItemsPerBlock * BlocksPerStep;
        var steps = Math.Max(1, (items + perStep - 1) / perStep);
        for (var step = 0; step < steps; step++)
        {
            var first = step * perStep;
            ParallelBlocks.For(
                Math.Min(perStep, items - first),
                ItemsPerBlock,
                context.MaxDegreeOfParallelism,
                () => new Scratch(items, Math.Min(options.Neighbours, items)),
                (start, end, _, scratch) =>
                {
                    for (var item = first + start; item < first + end; item++)
                    {
                        neighbours[item] = Nearest(item, byUser, byItem, norms, options.Shrinkage, scratch);
                    }
                },
                context.CancellationToken);
            context.Progress?.Report(new TrainingProgress(step + 1, steps));
        }

        return new ItemKnnModel(options, Join(neighbours));
    }

    private static double[] Norms(SparseMatrix byItem)
    {
        var norms = new double[byItem.Rows];
        for (var item = 0; item < norms.Length; item++)
        {
            var sum = 0.0;
            foreach (var weight in byItem.RowValues(item))
            {
                sum += (double)weight * weight;
            }

            norms[item] = Math.Sqrt(sum);
        }

        return norms;
    }

    private static (int[] Items, float[] Similarities) Nearest(
        int item, SparseMatrix byUser, SparseMatrix byItem, double[] norms, double shrinkage, Scratch scratch)
    {
        var similarities = scratch.Similarities.AsSpan();
        similarities.Clear();
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
                similarities[other] = (float)(similarities[other] / (norms[item] * norms[other] + shrinkage));
            }
        }

        var count = TopK.Select(similarities, scratch.BestItems, scratch.BestSimilarities);
        while (count > 0 && scratch.BestSimilarities[count - 1] <= 0)
        {
            count--;
        }

        return (scratch.BestItems[..count], scratch.BestSimilarities[..count]);
    }

    private static SparseMatrix Join((int[] Items, float[] Similarities)[] neighbours)
    {
        var offsets = new int[neighbours.Length + 1];
        for (var item = 0; item < neighbours.Length; item++)
        {
            offsets[item + 1] = checked(offsets[item] + neighbours[item].Items.Length);
        }

        var indices = new int[offsets[^1]];
        var values = new float[offsets[^1]];
        for (var item = 0; item < neighbours.Length; item++)
        {
            Array.Sort(neighbours[item].Items, neighbours[item].Similarities);
            neighbours[item].Items.CopyTo(indices, offsets[item]);
            neighbours[item].Similarities.CopyTo(values, offsets[item]);
        }

        return new SparseMatrix(neighbours.Length, neighbours.Length, offsets, indices, values);
    }

    private sealed class Scratch(int items, int neighbours)
    {
        public float[] Similarities { get; } = new float[items];

        public int[] BestItems { get; } = new int[neighbours];

        public float[] BestSimilarities { get; } = new float[neighbours];
    }
}
