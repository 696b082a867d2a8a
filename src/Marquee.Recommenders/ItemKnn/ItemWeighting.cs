using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Weightings from document retrieval with items as documents and users as their words: a user who met nearly everything says as little about an item as the word
/// "the" does about a text.
/// </summary>
/// <remarks>
/// As in Ferrari Dacrema et al., Are We Really Making Much Progress?, RecSys 2019, and the library implicit: <c>idf(u) = ln(items / (1 + items of u))</c>, here not
/// below 0. O(interactions).
/// </remarks>
internal static class ItemWeighting
{
    /// <summary>The matrix with every weight replaced.</summary>
    /// <param name="byUser">Weights, <c>users x items</c>.</param>
    /// <param name="options">Which weighting.</param>
    public static SparseMatrix Apply(SparseMatrix byUser, ItemKnnOptions options) => options.Similarity switch
    {
        ItemSimilarityMeasure.Cosine => byUser,
        ItemSimilarityMeasure.TfIdf => Map(byUser, static (_, weight) => Math.Sqrt(weight)),
        ItemSimilarityMeasure.Bm25 => Map(byUser, Bm25(byUser, options)),
        var other => throw new ArgumentOutOfRangeException(nameof(options), other, "There is no such similarity."),
    };

    private static Func<int, float, double> Bm25(SparseMatrix byUser, ItemKnnOptions options)
    {
        var lengths = new double[byUser.Columns];
        for (var entry = 0; entry < byUser.NonZeros; entry++)
        {
            lengths[byUser.ColumnIndices[entry]] += byUser.Values[entry];
        }

        var average = lengths.DefaultIfEmpty().Average();
        var (k1, b) = (options.Bm25K1, options.Bm25B);
        return (item, weight) => weight * (k1 + 1) / (k1 * (1 - b + b * lengths[item] / average) + weight);
    }

    private static SparseMatrix Map(SparseMatrix byUser, Func<int, float, double> weigh)
    {
        var values = new float[byUser.NonZeros];
        for (var user = 0; user < byUser.Rows; user++)
        {
            var inverseFrequency = Math.Max(0, Math.Log((double)byUser.Columns / (1 + byUser.RowLength(user))));
            for (var entry = byUser.RowOffsets[user]; entry < byUser.RowOffsets[user + 1]; entry++)
            {
                values[entry] = (float)(weigh(byUser.ColumnIndices[entry], byUser.Values[entry]) * inverseFrequency);
            }
        }

        return byUser.WithValues(values);
    }
}
