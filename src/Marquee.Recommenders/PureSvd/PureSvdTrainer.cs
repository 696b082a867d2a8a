using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The few directions in which the interactions vary most; a history is projected onto them and read off again.</summary>
/// <remarks>
/// <para><c>R(u, i) = x(u, i) / (n(u)^userExponent n(i)^itemExponent)</c>, where <c>x</c> is the weight raised to <see cref="PureSvdOptions.WeightExponent"/>, by default 1 where they met, and <c>n</c> the number
/// of a user's items or an item's users. <c>R</c> is about <c>U diag(s) V^T</c> with <c>factors</c> singular values, found by random projection (<see cref="RandomizedSvd"/>).
/// <c>score(j) = sum over h in the history of x(h) / n(h)^itemExponent * sum over f of V(h, f) (s(f) / s(1))^spectrumExponent V(j, f)</c>.</para>
/// <para>Source: Cremonesi, Koren and Turrin, Performance of Recommender Algorithms on Top-N Recommendation Tasks, RecSys 2010, which all exponents at 0 give; scaling of the items after
/// Nikolakopoulos, Kalantzis, Gallopoulos and Garofalakis, EigenRec, KAIS 2019. The powers of users and of the spectrum are ours. Time: ten products of <c>R</c> with <c>factors + 10</c> vectors and their
/// orthogonalisations, <c>10 (users + items) factors^2</c>; memory <c>O((users + items) factors)</c>.</para>
/// </remarks>
public static class PureSvdTrainer
{
    // Beyond the rank of the data singular values are rounding errors, and their vectors mean nothing.
    private const float Negligible = 1e-5f;

    /// <summary>Decomposes.</summary>
    public static PureSvdModel Train(Snapshot snapshot, PureSvdOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var interactions = WeightPower.Of(snapshot.Interactions.ByUser, options.WeightExponent);
        var itemScales = ItemScales(interactions, options.ItemExponent);
        var svd = RandomizedSvd.Compute(
            Scale(interactions, itemScales, options.UserExponent),
            options.Factors,
            new SplittableRandom(context.Seed),
            maxDegreeOfParallelism: context.MaxDegreeOfParallelism,
            cancellationToken: context.CancellationToken);

        // The power is shared out evenly, so that the product of two items' factors holds it in full.
        var factors = new DenseMatrix(interactions.Columns, options.Factors);
        for (var factor = 0; factor < svd.Values.Length && svd.Values[factor] > Negligible * svd.Values[0]; factor++)
        {
            var weight = (float)Math.Pow(svd.Values[factor] / svd.Values[0], options.SpectrumExponent / 2);
            for (var item = 0; item < factors.Rows; item++)
            {
                factors[item, factor] = svd.Right[item, factor] * weight;
            }
        }

        context.Progress?.Report(new TrainingProgress(1, 1));
        return new PureSvdModel(options, factors, itemScales);
    }

    private static float[] ItemScales(SparseMatrix interactions, double exponent) =>
        Array.ConvertAll(interactions.ColumnLengths(), count => count > 0 ? (float)Math.Pow(count, -exponent) : 0);

    private static SparseMatrix Scale(SparseMatrix interactions, float[] itemScales, double userExponent)
    {
        var values = new float[interactions.NonZeros];
        for (var user = 0; user < interactions.Rows; user++)
        {
            var userScale = Math.Pow(Math.Max(1, interactions.RowLength(user)), -userExponent);
            for (var entry = interactions.RowOffsets[user]; entry < interactions.RowOffsets[user + 1]; entry++)
            {
                values[entry] = (float)(interactions.Values[entry] * userScale * itemScales[interactions.ColumnIndices[entry]]);
            }
        }

        return interactions.WithValues(values);
    }
}
