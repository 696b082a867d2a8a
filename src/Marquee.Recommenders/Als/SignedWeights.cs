using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What users met and what they rejected as one matrix: rejected pairs have a minus.</summary>
internal static class SignedWeights
{
    /// <summary>The weights that the options make of a snapshot, <c>users x items</c>.</summary>
    public static SparseMatrix Of(Snapshot snapshot, AlsOptions options)
    {
        var met = snapshot.Interactions.ByUser;
        var rejected = snapshot.Dislikes.ByUser;
        var values = Array.ConvertAll(met.Values.ToArray(), weight => OfMet(weight, options));
        if (rejected.NonZeros == 0 || options.DislikeWeight == 0)
        {
            return met.WithValues(values);
        }

        var users = new int[met.NonZeros + rejected.NonZeros];
        Fill(met, users, 0);
        Fill(rejected, users, met.NonZeros);
        return SparseMatrix.FromEntries(
            met.Rows,
            met.Columns,
            users,
            [.. met.ColumnIndices, .. rejected.ColumnIndices],
            [.. values, .. Array.ConvertAll(rejected.Values.ToArray(), weight => OfRejected(weight, options))]);
    }

    /// <summary>The weight of something that was met.</summary>
    public static float OfMet(float weight, AlsOptions options) => WeightPower.Of(weight, options.WeightExponent);

    /// <summary>The weight of something that was rejected: not positive.</summary>
    public static float OfRejected(float weight, AlsOptions options) => -options.DislikeWeight * OfMet(weight, options);

    private static void Fill(SparseMatrix matrix, int[] rows, int start)
    {
        for (var row = 0; row < matrix.Rows; row++)
        {
            rows.AsSpan(start + matrix.RowOffsets[row], matrix.RowLength(row)).Fill(row);
        }
    }
}
