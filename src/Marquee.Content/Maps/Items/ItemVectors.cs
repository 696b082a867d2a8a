using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Items as vectors, near where they are alike: what a map is drawn from.</summary>
internal static class ItemVectors
{
    // Beyond the rank of the data singular values are rounding errors.
    private const float Negligible = 1e-5f;

    /// <summary>The items of which something is known in a view, and their vectors of length 1, <c>items x dimensions</c>.</summary>
    /// <exception cref="ArgumentException">No item has the feature that was asked for.</exception>
    public static (int[] Items, DenseMatrix Vectors) Of(Snapshot snapshot, ItemMapOptions options, CancellationToken cancellationToken)
    {
        var rows = options.Feature is { } feature
            ? ItemEmbedding.OfFeature(snapshot, feature)?.Vectors ?? throw new ArgumentException($"No item has a feature '{feature}' that a map could show.", nameof(options))
            : Reduced(ComparableItems.Of(snapshot, options.Similar).Rows(options.View, options.Weights), options, cancellationToken);
        int[] known = [.. Enumerable.Range(0, rows.Rows).Where(item => !snapshot.ItemIds.IsErased(item) && rows.Row(item).ContainsAnyExcept(0f))];
        var vectors = new DenseMatrix(known.Length, rows.Columns);
        for (var at = 0; at < known.Length; at++)
        {
            Scale(rows.Row(known[at]), vectors.Row(at));
        }

        return (known, options.Feature is not null && rows.Columns > options.Dimensions
            ? PrincipalDirections.Project(vectors, options.Dimensions, options.Layout.Seed, options.Layout.MaxDegreeOfParallelism, cancellationToken)
            : vectors);
    }

    // Rows of length 1 whose inner products are the likeness, in their first directions.
    private static DenseMatrix Reduced(SparseMatrix rows, ItemMapOptions options, CancellationToken cancellationToken)
    {
        var svd = RandomizedSvd.Compute(
            rows, options.Dimensions, new SplittableRandom(options.Layout.Seed).Split("view"), maxDegreeOfParallelism: options.Layout.MaxDegreeOfParallelism, cancellationToken: cancellationToken);
        var reduced = new DenseMatrix(rows.Rows, Math.Max(1, svd.Values.Length));
        for (var direction = 0; direction < svd.Values.Length && svd.Values[direction] > Negligible * svd.Values[0]; direction++)
        {
            for (var row = 0; row < rows.Rows; row++)
            {
                // An item of which nothing is known stays exactly at zero.
                reduced[row, direction] = rows.RowLength(row) > 0 ? svd.Left[row, direction] * svd.Values[direction] : 0;
            }
        }

        return reduced;
    }

    private static void Scale(ReadOnlySpan<float> from, Span<float> to)
    {
        var square = 0.0;
        foreach (var value in from)
        {
            square += (double)value * value;
        }

        for (var at = 0; at < from.Length; at++)
        {
            to[at] = (float)(from[at] / Math.Sqrt(square));
        }
    }
}
