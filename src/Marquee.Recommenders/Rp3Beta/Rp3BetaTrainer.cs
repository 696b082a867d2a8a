using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A random walk of three steps: from the user to an item of the history, on to somebody who met it, on to an item that they met. Popular ends are held back.</summary>
/// <remarks>
/// <para><c>w(i, j) = sum over users u of (x(u, i) / d(i))^alpha (x(u, j) / d(u))^alpha / d(j)^beta</c> for <c>i</c> other than <c>j</c>, where <c>x</c> is the weight
/// raised to <see cref="Rp3BetaOptions.WeightExponent"/>, by default 1 where they met, and <c>d</c> its sum over a user or an item; divided by <c>(sum over j of w(i, j))^normalization</c>. Each item <c>j</c> keeps the
/// <c>neighbours</c> items <c>i</c> from which most reaches it, and <c>score(j) = sum over h in the history of x(h) w(h, j)</c>.</para>
/// <para>Source: Paudel, Christoffel, Newell and Bernstein, Updatable, Accurate, Diverse, and Scalable Recommendations for Interactive Applications, ACM TiiS 7(1), 2017. Differs from it in
/// the normalization and in keeping the best sources of each end rather than all. Time: the sum over users of their squared number of items, plus <c>items^2</c> additions and comparisons;
/// memory O(items * neighbours). Involves no chance.</para>
/// </remarks>
public static class Rp3BetaTrainer
{
    /// <summary>Walks.</summary>
    public static Rp3BetaModel Train(Snapshot snapshot, Rp3BetaOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var interactions = WeightPower.Of(snapshot.Interactions.ByUser, options.WeightExponent);
        var ofUser = RowSums(interactions);
        var ofItem = RowSums(interactions.Transpose());
        var arriving = Map(interactions, (user, item, weight) => Math.Pow(weight / ofUser[user], options.Alpha) * Math.Pow(ofItem[item], -options.Beta));
        var leaving = Map(interactions, (_, item, weight) => Math.Pow(weight / ofItem[item], options.Alpha));
        if (options.Normalization > 0)
        {
            var factors = Array.ConvertAll(ReachedInAll(leaving, arriving), sum => sum > 0 ? Math.Pow(sum, -options.Normalization) : 0);
            leaving = Map(leaving, (_, item, share) => share * factors[item]);
        }

        var arrivingByItem = arriving.Transpose();
        return new Rp3BetaModel(options, NearestRows.Compute(interactions.Columns, options.Neighbours, FillIn, context));

        void FillIn(int end, Span<float> reached)
        {
            var users = arrivingByItem.RowIndices(end);
            var shares = arrivingByItem.RowValues(end);
            for (var entry = 0; entry < users.Length; entry++)
            {
                SparseSum.AddRow(leaving, users[entry], shares[entry], reached);
            }

            reached[end] = 0;
        }
    }

    // Of each item the sum of w over all ends but the item itself, without computing w: what leaves for a user arrives wherever the user goes.
    private static double[] ReachedInAll(SparseMatrix leaving, SparseMatrix arriving)
    {
        var arrivingFrom = RowSums(arriving);
        var sums = new double[leaving.Columns];
        for (var user = 0; user < leaving.Rows; user++)
        {
            for (var entry = leaving.RowOffsets[user]; entry < leaving.RowOffsets[user + 1]; entry++)
            {
                sums[leaving.ColumnIndices[entry]] += leaving.Values[entry] * (arrivingFrom[user] - arriving.Values[entry]);
            }
        }

        return sums;
    }

    private static double[] RowSums(SparseMatrix matrix)
    {
        var sums = new double[matrix.Rows];
        for (var row = 0; row < sums.Length; row++)
        {
            foreach (var value in matrix.RowValues(row))
            {
                sums[row] += value;
            }
        }

        return sums;
    }

    private static SparseMatrix Map(SparseMatrix matrix, Func<int, int, float, double> map)
    {
        var values = new float[matrix.NonZeros];
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var entry = matrix.RowOffsets[row]; entry < matrix.RowOffsets[row + 1]; entry++)
            {
                values[entry] = (float)map(row, matrix.ColumnIndices[entry], matrix.Values[entry]);
            }
        }

        return matrix.WithValues(values);
    }
}
