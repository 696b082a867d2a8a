using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Parts a map into its islands: hills of density, merged where the valley between them is shallow.</summary>
/// <remarks>
/// <para>The density at an item is one over the mean squared distance of its 15 nearest neighbours in the map. Items are taken from the densest on; one joins the cluster of its densest neighbour that was taken before, else begins a new one;
/// where it touches two, the less prominent is merged into the other if the logarithm of its peak over the density there, its prominence, is below a threshold, or if it has too few items. Source: Chazal, Guibas, Oudot and Skraba, Persistence-Based Clustering in Riemannian
/// Manifolds (ToMATo), 2013.</para>
/// <para>The threshold follows from the number of clusters: the one asked for, or, by default, that of the widest gap between prominences for counts from three quarters to twice of <c>sqrt(items / 8)</c>. Why not k-means: its cells are round and alike in size, cut islands and join
/// what lies between; why not DBSCAN: it needs a distance, which differs from map to map, and leaves items without a cluster. Here every item has one, no chance is involved, and the same map gives the same clusters. O(items log items).</para>
/// </remarks>
public static class MapClusters
{
    private const int Neighbours = 15;
    private const int SmallestCluster = 4;
    private const int MostClusters = 60;

    /// <summary>The cluster of each item: 0 for the largest, and so on.</summary>
    /// <param name="positions">A map, <c>items x 2</c>.</param>
    /// <param name="clusters">How many are wanted; 0 for as many as the map shows. Fewer are found where there are not as many hills.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static int[] Find(DenseMatrix positions, int clusters = 0, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentOutOfRangeException.ThrowIfNegative(clusters);
        if (positions.Rows <= SmallestCluster)
        {
            return new int[positions.Rows];
        }

        var neighbours = new VantagePointTree(positions).Neighbours(Neighbours, maxDegreeOfParallelism);
        var logDensity = new double[positions.Rows];
        for (var item = 0; item < logDensity.Length; item++)
        {
            var sum = 0.0;
            foreach (var square in neighbours.SquaredDistances(item))
            {
                sum += square;
            }

            logDensity[item] = -Math.Log((sum / neighbours.Count) + 1e-12);
        }

        var order = Enumerable.Range(0, positions.Rows).OrderByDescending(item => logDensity[item]).ThenBy(item => item).ToArray();
        var smallest = Math.Max(SmallestCluster, positions.Rows / 500);
        var (_, prominences, apart) = Climb(order, logDensity, neighbours, double.PositiveInfinity, smallest);
        var (roots, _, _) = Climb(order, logDensity, neighbours, Threshold(prominences, apart, positions.Rows, clusters), smallest);
        return Numbered(JoinSmall(roots, positions, smallest));
    }

    private static (int[] Roots, List<double> Prominences, int Apart) Climb(int[] order, double[] logDensity, NeighbourTable neighbours, double threshold, int smallest)
    {
        var rank = new int[order.Length];
        for (var at = 0; at < order.Length; at++)
        {
            rank[order[at]] = at;
        }

        var (parent, size, prominences) = (new int[order.Length], new int[order.Length], new List<double>());
        foreach (var item in order)
        {
            (parent[item], size[item]) = (item, 1);
            foreach (var neighbour in neighbours.Of(item).ToArray().Where(other => rank[other] < rank[item]).OrderBy(other => rank[other]))
            {
                var (own, other) = (Root(item), Root(neighbour));
                if (own == other)
                {
                    continue;
                }

                // The one whose peak is lower may go.
                var (high, low) = rank[own] < rank[other] ? (own, other) : (other, own);
                var prominence = logDensity[low] - logDensity[item];
                if (low == item || prominence < threshold || size[low] < smallest)
                {
                    if (low != item && size[low] >= smallest)
                    {
                        prominences.Add(prominence);
                    }

                    parent[low] = high;
                    size[high] += size[low];
                }
            }
        }

        return ([.. Enumerable.Range(0, parent.Length).Select(Root)], prominences, Enumerable.Range(0, parent.Length).Count(item => parent[item] == item && size[item] >= smallest));

        int Root(int item)
        {
            while (parent[item] != item)
            {
                item = parent[item] = parent[parent[item]];
            }

            return item;
        }
    }

    // With a threshold between two prominences there are as many clusters as prominences above it, and those that touch no other.
    private static double Threshold(List<double> prominences, int apart, int items, int clusters)
    {
        var sorted = prominences.OrderDescending().ToArray();
        if (clusters > 0)
        {
            var above = clusters - apart;
            return above <= 0 || sorted.Length == 0 ? double.PositiveInfinity : above >= sorted.Length ? 0 : (sorted[above - 1] + sorted[above]) / 2;
        }

        var usual = Math.Min(Math.Sqrt(items / 8.0), MostClusters / 2);
        var (best, widest) = (double.PositiveInfinity, 0.0);
        for (var above = Math.Max(0, (int)Math.Round(usual * 0.75) - apart); above <= (2 * usual) - apart && above < sorted.Length; above++)
        {
            var higher = above == 0 ? sorted[0] * 1.5 : sorted[above - 1];
            var gap = Math.Log((higher + 1e-9) / (sorted[above] + 1e-9));
            if (gap > widest)
            {
                (best, widest) = ((higher + sorted[above]) / 2, gap);
            }
        }

        return best;
    }

    // What touches nothing and is too small goes to the cluster of the nearest item of a larger one.
    private static int[] JoinSmall(int[] roots, DenseMatrix positions, int smallest)
    {
        var sizes = roots.CountBy(root => root).ToDictionary();
        var large = Enumerable.Range(0, roots.Length).Where(item => sizes[roots[item]] >= smallest).ToArray();
        if (large.Length == 0 || large.Length == roots.Length)
        {
            return large.Length == 0 ? new int[roots.Length] : roots;
        }

        var points = new DenseMatrix(large.Length, 2);
        for (var at = 0; at < large.Length; at++)
        {
            positions.Row(large[at]).CopyTo(points.Row(at));
        }

        var (tree, joined) = (new VantagePointTree(points), (int[])roots.Clone());
        var (index, square) = (new int[1], new float[1]);
        foreach (var item in Enumerable.Range(0, roots.Length).Where(item => sizes[roots[item]] < smallest))
        {
            tree.Nearest(positions.Row(item), index, square);
            joined[item] = roots[large[index[0]]];
        }

        return joined;
    }

    private static int[] Numbered(int[] roots)
    {
        var numbers = roots.CountBy(root => root).OrderByDescending(count => count.Value).ThenBy(count => count.Key).Select((count, number) => (count.Key, number)).ToDictionary();
        return [.. roots.Select(root => numbers[root])];
    }
}
