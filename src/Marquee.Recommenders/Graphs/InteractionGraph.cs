using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Who met what as a graph of users and items, each edge weighted by <c>1 / sqrt(degree of the user * degree of the item)</c>, and what flows along its edges.</summary>
/// <remarks>All edges count alike, whatever their weight in the data. Of some edges dropped, the weights stay those of the whole graph.</remarks>
internal sealed class InteractionGraph
{
    private readonly SparseMatrix _byItem;

    /// <summary>The whole graph.</summary>
    /// <param name="byUser">Who met what, <c>users x items</c>.</param>
    public InteractionGraph(SparseMatrix byUser)
    {
        ItemShares = Array.ConvertAll(byUser.ColumnLengths(), Share);
        var values = new float[byUser.NonZeros];
        for (var user = 0; user < byUser.Rows; user++)
        {
            var ofUser = Share(byUser.RowLength(user));
            for (var entry = byUser.RowOffsets[user]; entry < byUser.RowOffsets[user + 1]; entry++)
            {
                values[entry] = ofUser * ItemShares[byUser.ColumnIndices[entry]];
            }
        }

        ByUser = byUser.WithValues(values);
        _byItem = ByUser.Transpose();
    }

    private InteractionGraph(SparseMatrix byUser, float[] itemShares)
    {
        (ByUser, ItemShares) = (byUser, itemShares);
        _byItem = byUser.Transpose();
    }

    /// <summary>Weights of the edges, <c>users x items</c>.</summary>
    public SparseMatrix ByUser { get; }

    /// <summary><c>1 / sqrt(degree)</c> of each item, 0 of one that nobody met.</summary>
    public float[] ItemShares { get; }

    /// <summary>The graph without some edges, all as likely to go.</summary>
    /// <param name="share">Share of the edges left out, from 0 to below 1.</param>
    /// <param name="random">Chance.</param>
    public InteractionGraph Drop(double share, SplittableRandom random) => Keep(_ => random.NextDouble() >= share);

    /// <summary>The graph without a share of its edges, those of much-met items and of users who met much being likelier to go: edges stay as if drawn without replacement by their weights.</summary>
    /// <param name="share">Share of the edges left out, from 0 to below 1.</param>
    /// <param name="random">Chance.</param>
    /// <remarks>Sources: Zhou and Shen, FREEDOM, MM 2023, section 3.2; drawing by keys <c>-ln(random) / weight</c> after Efraimidis and Spirakis, 2006. O(edges log edges).</remarks>
    public InteractionGraph Prune(double share, SplittableRandom random)
    {
        var keys = new double[ByUser.NonZeros];
        for (var entry = 0; entry < keys.Length; entry++)
        {
            keys[entry] = -Math.Log(1 - random.NextDouble()) / ByUser.Values[entry];
        }

        var sorted = keys.Order().ToArray();
        var kept = Math.Max(1, (int)Math.Round((1 - share) * sorted.Length));
        return sorted.Length == 0 ? this : Keep(entry => keys[entry] <= sorted[kept - 1]);
    }

    /// <summary>What items send to their users and users back to their items: one step of two hops, <c>A^T A x</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="items"><c>items x factors</c>.</param>
    public Tensor ToItems(Tape tape, Tensor items) => Flow(tape, _byItem, Flow(tape, ByUser, items));

    /// <summary>The product of a sparse matrix with a tensor.</summary>
    public static Tensor Flow(Tape tape, SparseMatrix matrix, Tensor rows) => tape.SegmentSum(rows, matrix.ColumnIndices, matrix.RowOffsets, matrix.Values);

    private static float Share(int degree) => degree == 0 ? 0 : (float)(1 / Math.Sqrt(degree));

    private InteractionGraph Keep(Func<int, bool> keeps)
    {
        var (offsets, columns, values) = (new int[ByUser.Rows + 1], new List<int>(ByUser.NonZeros), new List<float>(ByUser.NonZeros));
        for (var user = 0; user < ByUser.Rows; user++)
        {
            for (var entry = ByUser.RowOffsets[user]; entry < ByUser.RowOffsets[user + 1]; entry++)
            {
                if (keeps(entry))
                {
                    columns.Add(ByUser.ColumnIndices[entry]);
                    values.Add(ByUser.Values[entry]);
                }
            }

            offsets[user + 1] = columns.Count;
        }

        return new InteractionGraph(new SparseMatrix(ByUser.Rows, ByUser.Columns, offsets, [.. columns], [.. values]), ItemShares);
    }
}
