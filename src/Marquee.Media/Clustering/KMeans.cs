using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Means of which each vector is near one: Lloyd's rounds from vectors drawn at random.</summary>
/// <remarks>A centroid that is nearest to none begins anew at the vector that is farthest from its own. O(rounds * vectors * centroids * columns).</remarks>
internal static class KMeans
{
    private const int VectorsAtOnce = 2048;

    /// <summary>Finds the means.</summary>
    /// <param name="vectors">A row a vector; at least as many as centroids.</param>
    /// <param name="centroids">How many means.</param>
    /// <param name="rounds">Rounds at most.</param>
    /// <param name="random">Chance of where to begin.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once. The result is the same on any number.</param>
    /// <param name="afterRound">Told how many rounds are done.</param>
    /// <param name="cancellationToken">Checked before each round.</param>
    /// <returns><c>centroids x columns</c>.</returns>
    public static DenseMatrix Find(
        DenseMatrix vectors, int centroids, int rounds, SplittableRandom random, int maxDegreeOfParallelism, Action<int>? afterRound = null, CancellationToken cancellationToken = default)
    {
        var order = Enumerable.Range(0, vectors.Rows).ToArray();
        random.Shuffle(order.AsSpan());
        var means = new DenseMatrix(centroids, vectors.Columns);
        for (var centroid = 0; centroid < centroids; centroid++)
        {
            vectors.Row(order[centroid]).CopyTo(means.Row(centroid));
        }

        var (nearest, distances) = (new int[vectors.Rows], new float[vectors.Rows]);
        Array.Fill(nearest, -1);
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changed = Assign(vectors, means, nearest, distances, maxDegreeOfParallelism);
            if (changed == 0)
            {
                break;
            }

            Average(vectors, means, nearest, distances);
            afterRound?.Invoke(round + 1);
        }

        return means;
    }

    private static int Assign(DenseMatrix vectors, DenseMatrix means, int[] nearest, float[] distances, int maxDegreeOfParallelism)
    {
        var squares = Squares(means);
        var changes = new int[(vectors.Rows + VectorsAtOnce - 1) / VectorsAtOnce];
        ParallelBlocks.For(vectors.Rows, VectorsAtOnce, maxDegreeOfParallelism, () => new float[VectorsAtOnce * means.Rows], (start, end, block, memory) =>
        {
            var products = new DenseMatrix(end - start, means.Rows, memory.AsMemory(0, (end - start) * means.Rows));
            MatrixProduct.Multiply(vectors.Slice(start, end - start), false, means, true, products, maxDegreeOfParallelism: 1);
            for (var row = start; row < end; row++)
            {
                // The vector's own square is the same for all.
                var own = products.Row(row - start);
                var (best, least) = (0, float.PositiveInfinity);
                for (var centroid = 0; centroid < squares.Length; centroid++)
                {
                    var distance = squares[centroid] - (2 * own[centroid]);
                    (best, least) = distance < least ? (centroid, distance) : (best, least);
                }

                changes[block] += nearest[row] == best ? 0 : 1;
                (nearest[row], distances[row]) = (best, least);
            }
        });
        return changes.Sum();
    }

    private static void Average(DenseMatrix vectors, DenseMatrix means, int[] nearest, float[] distances)
    {
        var counts = new int[means.Rows];
        means.Span.Clear();
        for (var row = 0; row < vectors.Rows; row++)
        {
            counts[nearest[row]]++;
            var vector = vectors.Row(row);
            var mean = means.Row(nearest[row]);
            for (var column = 0; column < mean.Length; column++)
            {
                mean[column] += vector[column];
            }

            foreach (var value in vector)
            {
                distances[row] += value * value;
            }
        }

        for (var centroid = 0; centroid < counts.Length; centroid++)
        {
            if (counts[centroid] == 0)
            {
                var farthest = Array.IndexOf(distances, distances.Max());
                vectors.Row(farthest).CopyTo(means.Row(centroid));
                distances[farthest] = float.NegativeInfinity;
                continue;
            }

            foreach (ref var value in means.Row(centroid))
            {
                value /= counts[centroid];
            }
        }
    }

    /// <summary>The square of each row's length.</summary>
    internal static float[] Squares(DenseMatrix matrix)
    {
        var squares = new float[matrix.Rows];
        for (var row = 0; row < squares.Length; row++)
        {
            foreach (var value in matrix.Row(row))
            {
                squares[row] += value * value;
            }
        }

        return squares;
    }
}
