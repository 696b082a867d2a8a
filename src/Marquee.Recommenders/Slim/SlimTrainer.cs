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

    /// <summary>Solves for the weights.</summary>
    public static SlimModel Train(Snapshot snapshot, SlimOptions options, TrainingContext context) =>
        Train(WeightPower.Of(snapshot.Interactions.ByUser, options.WeightExponent), options, context, GramMemory);

    /// <summary>As above, with other memory for the rows of the Gram matrix.</summary>
    internal static SlimModel Train(SparseMatrix interactions, SlimOptions options, TrainingContext context, long gramMemory)
    {
        var gram = new GramRows(interactions, gramMemory, context);
        var predictors = SparseRows.Compute(interactions.Columns, ItemsPerBlock, () => new ElasticNet(gram, options), (item, solver) => solver.Solve(item), context);
        return new SlimModel(options, predictors);
    }
}
