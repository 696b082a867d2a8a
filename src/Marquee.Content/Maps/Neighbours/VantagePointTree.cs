using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Finds the exact nearest neighbours by Euclidean distance: each node parts its points at the median distance from one of them, and the triangle inequality tells which parts need not be looked at.</summary>
/// <remarks>
/// Source: Yianilos, Data Structures and Algorithms for Nearest Neighbor Search in General Metric Spaces, SODA 1993. Leaves hold up to 64 points, sixteen side by side, so that where nothing can be left out (points of many dimensions without
/// structure) the search is a plain scan at the speed of memory. Building takes O(points log^2 points), memory one copy of the points. The tree depends on points and seed only.
/// </remarks>
public sealed unsafe class VantagePointTree
{
    private const int LeafSize = 64;
    private const int Side = 16;
    private const int Candidates = 8;

    // Distances are rounded, each to about one part in 10^6 of the sum; a part is left out only where it is certainly too far.
    private const float Slack = 1e-5f;

    private readonly int _dimensions;
    private readonly DenseMatrix _points;
    private readonly int[] _order;
    private readonly List<Node> _nodes = [];
    private float[] _leaves = [];
    private int _leafBlocks;

    /// <summary>Builds the tree.</summary>
    /// <param name="points">One point a row; must not change while the tree is in use.</param>
    /// <param name="seed">Seed of the choice of vantage points.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public VantagePointTree(DenseMatrix points, ulong seed = 42)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (var row = 0; row < points.Rows; row++)
        {
            foreach (var value in points.Row(row))
            {
                if (!float.IsFinite(value))
                {
                    throw new ArgumentException($"Point {row} holds {value}; distances need finite numbers.", nameof(points));
                }
            }
        }

        _points = points;
        _dimensions = points.Columns;
        _order = [.. Enumerable.Range(0, points.Rows)];
        if (points.Rows > 0)
        {
            Build(0, points.Rows, new float[points.Rows], new SplittableRandom(seed));
            FillLeaves();
        }
    }

    /// <summary>The nearest other points of each point.</summary>
    /// <param name="count">How many; fewer where there are not as many others.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public NeighbourTable Neighbours(int count, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var table = new NeighbourTable(_points.Rows, Math.Min(count, Math.Max(0, _points.Rows - 1)));
        if (table.Count == 0)
        {
            return table;
        }

        // Points that lie together in the tree ask for the same leaves.
        ParallelBlocks.For(_order.Length, 64, maxDegreeOfParallelism, (start, end, _) =>
        {
            for (var at = start; at < end; at++)
            {
                var point = _order[at];
                var heap = new NearestHeap(table.IndicesOf(point), table.SquaresOf(point));
                Search(0, _points.Row(point), point, ref heap);
                heap.Sort();
            }
        }, cancellationToken);
        return table;
    }

    /// <summary>The points nearest to any point, nearest first.</summary>
    /// <param name="query">As many numbers as a point has.</param>
    /// <param name="indices">Receives the indices; as many as there is room for, or as there are points.</param>
    /// <param name="squares">Receives the squared distances; as long as <paramref name="indices"/>.</param>
    /// <returns>How many were found.</returns>
    public int Nearest(ReadOnlySpan<float> query, Span<int> indices, Span<float> squares)
    {
        var count = Math.Min(indices.Length, _points.Rows);
        if (count > 0)
        {
            var heap = new NearestHeap(indices[..count], squares[..count]);
            Search(0, query, -1, ref heap);
            heap.Sort();
        }

        return count;
    }

    private static float Square(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector512<float>.Zero;
        var at = 0;
        for (; at + 16 <= left.Length; at += 16)
        {
            var gap = Vector512.Create(left.Slice(at, 16)) - Vector512.Create(right.Slice(at, 16));
            sum += gap * gap;
        }

        var square = Vector512.Sum(sum);
        for (; at < left.Length; at++)
        {
            var gap = left[at] - right[at];
            square += gap * gap;
        }

        return square;
    }

    private int Build(int start, int end, float[] distances, SplittableRandom random)
    {
        var node = _nodes.Count;
        if (end - start <= LeafSize)
        {
            _nodes.Add(new Node { Start = start, Count = end - start, LeafBlock = _leafBlocks });
            _leafBlocks += (end - start + Side - 1) / Side;
            return node;
        }

        _nodes.Add(default);
        var own = random.Split((ulong)node);
        var vantage = Vantage(start, end, own);
        (_order[start], _order[vantage]) = (_order[vantage], _order[start]);
        var centre = _points.Row(_order[start]);
        for (var at = start + 1; at < end; at++)
        {
            distances[at] = MathF.Sqrt(Square(centre, _points.Row(_order[at])));
        }

        Array.Sort(distances, _order, start + 1, end - start - 1);
        var middle = start + 1 + ((end - start - 1) / 2);
        var (near, far, last) = (distances[middle - 1], distances[middle], distances[end - 1]);
        var inside = Build(start + 1, middle, distances, random);
        var outside = Build(middle, end, distances, random);
        _nodes[node] = new Node { Vantage = _order[start], Inside = inside, Outside = outside, Near = near, Far = far, Last = last };
        return node;
    }

    // Of a few candidates the one whose distances to a few others vary most: it parts best.
    private int Vantage(int start, int end, SplittableRandom random)
    {
        var (best, bestSpread) = (start, -1.0);
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var at = start + random.Next(end - start);
            double sum = 0, squares = 0;
            for (var sample = 0; sample < 2 * Candidates; sample++)
            {
                double square = Square(_points.Row(_order[at]), _points.Row(_order[start + random.Next(end - start)]));
                sum += Math.Sqrt(square);
                squares += square;
            }

            var spread = squares - (sum * sum / (2 * Candidates));
            (best, bestSpread) = spread > bestSpread ? (at, spread) : (best, bestSpread);
        }

        return best;
    }

    // Sixteen points side by side; places without a point are infinitely far.
    private void FillLeaves()
    {
        _leaves = new float[(long)_leafBlocks * Side * _dimensions <= Array.MaxLength ? _leafBlocks * Side * _dimensions : throw new NotSupportedException($"{_points} points are more than one array holds.")];
        foreach (var node in _nodes)
        {
            for (var at = 0; at < node.Count; at++)
            {
                var row = _points.Row(_order[node.Start + at]);
                var leaf = _leaves.AsSpan((node.LeafBlock + (at / Side)) * Side * _dimensions);
                for (var dimension = 0; dimension < _dimensions; dimension++)
                {
                    leaf[(dimension * Side) + (at % Side)] = row[dimension];
                }
            }
        }
    }

    private void Search(int at, ReadOnlySpan<float> query, int self, ref NearestHeap heap)
    {
        var node = _nodes[at];
        if (node.Count > 0)
        {
            Scan(node, query, self, ref heap);
            return;
        }

        var square = Square(query, _points.Row(node.Vantage));
        if (node.Vantage != self && square <= heap.Limit)
        {
            heap.Offer(node.Vantage, square);
        }

        var distance = MathF.Sqrt(square);
        var slack = Slack * (distance + node.Last);
        var leastInside = distance - node.Near - slack;
        var leastOutside = Math.Max(node.Far - distance, distance - node.Last) - slack;
        if (distance < (node.Near + node.Far) / 2)
        {
            Visit(node.Inside, leastInside, query, self, ref heap);
            Visit(node.Outside, leastOutside, query, self, ref heap);
        }
        else
        {
            Visit(node.Outside, leastOutside, query, self, ref heap);
            Visit(node.Inside, leastInside, query, self, ref heap);
        }
    }

    private void Visit(int child, float least, ReadOnlySpan<float> query, int self, ref NearestHeap heap)
    {
        if (least <= 0 || least * least * (1 - Slack) <= heap.Limit)
        {
            Search(child, query, self, ref heap);
        }
    }

    private void Scan(in Node node, ReadOnlySpan<float> query, int self, ref NearestHeap heap)
    {
        var squares = stackalloc float[Side];
        fixed (float* leaves = _leaves, from = query)
        {
            for (var start = 0; start < node.Count; start += Side)
            {
                var leaf = leaves + ((nint)(node.LeafBlock + (start / Side)) * Side * _dimensions);
                var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
                var dimension = 0;
                for (; dimension + 2 <= _dimensions; dimension += 2)
                {
                    var first = Vector512.Create(from[dimension]) - Vector512.Load(leaf + (dimension * Side));
                    var second = Vector512.Create(from[dimension + 1]) - Vector512.Load(leaf + ((dimension + 1) * Side));
                    even = Vector512.FusedMultiplyAdd(first, first, even);
                    odd = Vector512.FusedMultiplyAdd(second, second, odd);
                }

                if (dimension < _dimensions)
                {
                    var last = Vector512.Create(from[dimension]) - Vector512.Load(leaf + (dimension * Side));
                    even = Vector512.FusedMultiplyAdd(last, last, even);
                }

                var all = even + odd;
                var near = Vector512.LessThanOrEqual(all, Vector512.Create(heap.Limit)).ExtractMostSignificantBits();
                near &= node.Count - start >= Side ? 0xFFFF : (1u << (node.Count - start)) - 1;
                if (near == 0)
                {
                    continue;
                }

                Vector512.Store(all, squares);
                for (; near != 0; near &= near - 1)
                {
                    var lane = (int)ulong.TrailingZeroCount(near);
                    var point = _order[node.Start + start + lane];
                    if (point != self)
                    {
                        heap.Offer(point, squares[lane]);
                    }
                }
            }
        }
    }

    private struct Node
    {
        public int Vantage;
        public int Inside;
        public int Outside;

        // Distances from the vantage point: of the farthest inside, the nearest and the farthest outside.
        public float Near;
        public float Far;
        public float Last;

        // A leaf has points.
        public int Start;
        public int Count;
        public int LeafBlock;
    }
}
