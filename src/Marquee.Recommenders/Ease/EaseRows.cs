using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The matrix that <see cref="EaseTrainer"/> learns from: what users met, weighed as the options say, and below it a row for each attribute of items.</summary>
internal static class EaseRows
{
    /// <summary>The factor of each item's column.</summary>
    public static float[] ItemScales(InteractionMatrix interactions, EaseOptions options) =>
        Powers([.. Enumerable.Range(0, interactions.Items).Select(interactions.ByItem.RowLength)], -options.ItemExponent);

    /// <summary>The matrix, <c>(users + attributes) x items</c>.</summary>
    public static SparseMatrix Of(Snapshot snapshot, float[] itemScales, EaseOptions options)
    {
        var interactions = snapshot.Interactions.ByUser;
        var userScales = Powers([.. Enumerable.Range(0, interactions.Rows).Select(interactions.RowLength)], -options.UserExponent / 2);
        var scaled = new float[interactions.NonZeros];
        for (var user = 0; user < interactions.Rows; user++)
        {
            for (var entry = interactions.RowOffsets[user]; entry < interactions.RowOffsets[user + 1]; entry++)
            {
                scaled[entry] = WeightPower.Of(interactions.Values[entry], options.WeightExponent) * userScales[user] * itemScales[interactions.ColumnIndices[entry]];
            }
        }

        if (options.TrainingHalfLife > 0)
        {
            // The square root of what an interaction is to weigh in the sum of squares fades half as fast.
            InteractionFading.Apply(snapshot.Interactions, scaled, 2 * options.TrainingHalfLife);
        }

        var users = interactions.WithValues(scaled);
        if (options.AttributeWeight == 0)
        {
            return users;
        }

        var attributes = ItemAttributeTable.Of(snapshot.Items, options.ParseAttributes()).Items;
        var weights = new float[attributes.NonZeros];
        for (var entry = 0; entry < weights.Length; entry++)
        {
            weights[entry] = (float)options.AttributeWeight * itemScales[attributes.ColumnIndices[entry]];
        }

        return Above(users, attributes.WithValues(weights));
    }

    /// <summary>One matrix above another of as many columns.</summary>
    private static SparseMatrix Above(SparseMatrix upper, SparseMatrix lower)
    {
        var offsets = new int[upper.Rows + lower.Rows + 1];
        upper.RowOffsets.CopyTo(offsets);
        for (var row = 0; row < lower.Rows; row++)
        {
            offsets[upper.Rows + row + 1] = checked(upper.NonZeros + lower.RowOffsets[row + 1]);
        }

        return new SparseMatrix(
            upper.Rows + lower.Rows, upper.Columns, offsets, [.. upper.ColumnIndices, .. lower.ColumnIndices], [.. upper.Values, .. lower.Values]);
    }

    /// <summary>Counts over their mean, raised to a power; a count of 0 stands for 1.</summary>
    private static float[] Powers(int[] counts, double exponent)
    {
        var mean = counts.Length == 0 ? 1 : Math.Max(1, counts.Average());
        return Array.ConvertAll(counts, count => (float)Math.Pow(Math.Max(1, count) / mean, exponent));
    }
}
