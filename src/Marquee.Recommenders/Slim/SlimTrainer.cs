using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A sparse linear model from items to items: each item's column of a history is predicted from a few others, by an elastic net.</summary>
/// <remarks>
/// <para>For each item j: minimizes <c>|x_j - X w|^2 / 2 + regularization / 2 |w|^2 + sparsity |w|_1</c> with <c>w_j = 0</c> and, where asked for, <c>w >= 0</c>; <c>X</c> is
/// <c>users x items</c>, the weight of each pair that met raised to <see cref="SlimOptions.WeightExponent"/>: by default 1.</para>
/// <para>Source: Ning and Karypis, SLIM: Sparse Linear Methods for Top-N Recommender Systems, ICDM 2011, with the candidates of their fsSLIM: of the items that share users with j, the
/// <c>neighbours</c> with the largest <c>G(i, j)^2 / (G(i, i) + regularization)</c>, which is how much of x_j each explains alone; the paper takes the largest cosines.
/// Time: the sum over users of their squared number of items, and for each item its weights times its candidates times the sweeps; memory, beside the model, at most
/// 512 MiB for rows of the Gram matrix, and <c>neighbours</c> times the most weights of an item for each thread. Items are solved in parallel, each alone. Involves no chance.</para>
/// </remarks>
public static class SlimTrainer
{
    private const long GramMemory = 512L << 20;
    private const int ItemsPerBlock = 4;
    private const int BlocksPerStep = 64;

    /// <summary>Solves for the weights.</summary>
    public static SlimModel Train(Snapshot snapshot, SlimOptions options, TrainingContext context) =>
        Train(WeightPower.Of(snapshot.Interactions.ByUser, options.WeightExponent), options, context, GramMemory);

    /// <summary>As above, with other memory for the rows of the Gram matrix.</summary>
    internal static SlimModel Train(SparseMatrix interactions, SlimOptions options, TrainingContext context, long gramMemory)
    {
        var gram = new GramRows(interactions, gramMemory, context);
        var items = interactions.Columns;
        var weights = new (int[] Items, float[] Weights)[items];
        var perStep = ItemsPerBlock * BlocksPerStep;
        var steps = Math.Max(1, (items + perStep - 1) / perStep);
        for (var step = 0; step < steps; step++)
        {
            var first = step * perStep;
            ParallelBlocks.For(
                Math.Min(perStep, items - first),
                ItemsPerBlock,
                context.MaxDegreeOfParallelism,
                () => new ElasticNet(gram, options),
                (start, end, _, solver) =>
                {
                    for (var item = first + start; item < first + end; item++)
                    {
                        weights[item] = solver.Solve(item);
                    }
                },
                context.CancellationToken);
            context.Progress?.Report(new TrainingProgress(step + 1, steps));
        }

        return new SlimModel(options, Join(weights));
    }

    private static SparseMatrix Join((int[] Items, float[] Weights)[] weights)
    {
        var offsets = new int[weights.Length + 1];
        for (var item = 0; item < weights.Length; item++)
        {
            offsets[item + 1] = checked(offsets[item] + weights[item].Items.Length);
        }

        var indices = new int[offsets[^1]];
        var values = new float[offsets[^1]];
        for (var item = 0; item < weights.Length; item++)
        {
            weights[item].Items.CopyTo(indices, offsets[item]);
            weights[item].Weights.CopyTo(values, offsets[item]);
        }

        return new SparseMatrix(weights.Length, weights.Length, offsets, indices, values);
    }
}
