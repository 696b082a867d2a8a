using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Far groups of items count as one item at their centre. O(items log items).</summary>
/// <remarks>
/// Sources: Barnes and Hut, A Hierarchical O(N log N) Force-Calculation Algorithm, Nature 1986; van der Maaten, JMLR 2014. The quadtree is read off the items sorted along a Z-order curve, its nodes in the order in which they are
/// met, each with the number of the node after all below it: a walk is a loop. Cells are at least 1/65536 of the map wide.
/// </remarks>
internal sealed class BarnesHutRepulsion : Repulsion
{
    private const int ItemsPerBlock = 256;
    private const int LeafSize = 4;
    private const int Levels = 16;

    private readonly float _squaredAngle;
    private readonly double[] _parts;
    private readonly Action<int, int> _walk;
    private readonly uint[] _codes, _spareCodes;
    private readonly int[] _order, _spareOrder;
    private readonly float[] _sortedX, _sortedY;
    private Node[] _nodes;
    private int _count;
    private float[] _forceX = [], _forceY = [];
    private float _width;

    public BarnesHutRepulsion(int items, double angle)
    {
        _squaredAngle = (float)(angle * angle);
        _parts = new double[(items + ItemsPerBlock - 1) / ItemsPerBlock];
        (_codes, _spareCodes) = (new uint[items], new uint[items]);
        (_order, _spareOrder) = (new int[items], new int[items]);
        (_sortedX, _sortedY) = (new float[items], new float[items]);
        _nodes = new Node[Math.Max(16, items)];
        _walk = Walk;
    }

    /// <inheritdoc/>
    public override double Compute(float[] x, float[] y, float[] forceX, float[] forceY, WorkerTeam team)
    {
        (_forceX, _forceY) = (forceX, forceY);
        Sort(x, y);
        _count = 0;
        Build(0, x.Length, 0);
        team.Run(_parts.Length, _walk);
        return Sum(_parts);
    }

    private static uint Spread(uint value)
    {
        value = (value | (value << 8)) & 0x00FF00FF;
        value = (value | (value << 4)) & 0x0F0F0F0F;
        value = (value | (value << 2)) & 0x33333333;
        return (value | (value << 1)) & 0x55555555;
    }

    private void Sort(float[] x, float[] y)
    {
        var (leastX, leastY, mostX, mostY) = (x[0], y[0], x[0], y[0]);
        for (var item = 1; item < x.Length; item++)
        {
            (leastX, mostX) = (Math.Min(leastX, x[item]), Math.Max(mostX, x[item]));
            (leastY, mostY) = (Math.Min(leastY, y[item]), Math.Max(mostY, y[item]));
        }

        _width = Math.Max(Math.Max(mostX - leastX, mostY - leastY), float.Epsilon * (1 << 24));
        const int last = (1 << Levels) - 1;
        var scale = last / _width;
        for (var item = 0; item < x.Length; item++)
        {
            _codes[item] = Spread((uint)Math.Min(last, (x[item] - leastX) * scale)) | (Spread((uint)Math.Min(last, (y[item] - leastY) * scale)) << 1);
            _order[item] = item;
        }

        // By digits of 8 bits, the lowest first; an even number of passes leaves the result where it was.
        Span<int> places = stackalloc int[257];
        var (codes, order, spareCodes, spareOrder) = (_codes, _order, _spareCodes, _spareOrder);
        for (var shift = 0; shift < 2 * Levels; shift += 8)
        {
            places.Clear();
            foreach (var code in codes)
            {
                places[(int)((code >> shift) & 255) + 1]++;
            }

            for (var digit = 0; digit < 256; digit++)
            {
                places[digit + 1] += places[digit];
            }

            for (var at = 0; at < codes.Length; at++)
            {
                var place = places[(int)((codes[at] >> shift) & 255)]++;
                (spareCodes[place], spareOrder[place]) = (codes[at], order[at]);
            }

            (codes, order, spareCodes, spareOrder) = (spareCodes, spareOrder, codes, order);
        }

        for (var at = 0; at < _order.Length; at++)
        {
            (_sortedX[at], _sortedY[at]) = (x[_order[at]], y[_order[at]]);
        }
    }

    private (double X, double Y) Build(int start, int end, int level)
    {
        var node = _count++;
        if (node == _nodes.Length)
        {
            Array.Resize(ref _nodes, 2 * node);
        }

        double sumX = 0, sumY = 0;
        var isLeaf = end - start <= LeafSize || level == Levels;
        if (isLeaf)
        {
            for (var at = start; at < end; at++)
            {
                sumX += _sortedX[at];
                sumY += _sortedY[at];
            }
        }
        else
        {
            var shift = 2 * (Levels - 1 - level);
            for (int quarter = 0, from = start; quarter < 4; quarter++)
            {
                var to = quarter == 3 ? end : FirstBeyond(from, end, shift, (uint)quarter);
                if (to > from)
                {
                    var (x, y) = Build(from, to, level + 1);
                    sumX += x;
                    sumY += y;
                    from = to;
                }
            }
        }

        var width = _width / (1 << level);
        _nodes[node] = new Node
        {
            X = (float)(sumX / (end - start)),
            Y = (float)(sumY / (end - start)),
            Items = end - start,
            SquaredWidth = width * width,
            Start = isLeaf ? start : -1,
            Next = _count,
        };
        return (sumX, sumY);
    }

    private int FirstBeyond(int start, int end, int shift, uint quarter)
    {
        while (start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = ((_codes[middle] >> shift) & 3) > quarter ? (start, middle) : (middle + 1, end);
        }

        return start;
    }

    private void Walk(int block, int worker)
    {
        var total = 0.0;
        var end = Math.Min((block + 1) * ItemsPerBlock, _order.Length);
        ReadOnlySpan<Node> nodes = _nodes.AsSpan(0, _count);
        for (var item = block * ItemsPerBlock; item < end; item++)
        {
            var (ownX, ownY) = (_sortedX[item], _sortedY[item]);
            double sum = 0, sumX = 0, sumY = 0;
            for (var at = 0; at < nodes.Length;)
            {
                ref readonly var node = ref nodes[at];
                var (gapX, gapY) = (ownX - node.X, ownY - node.Y);
                var square = (gapX * gapX) + (gapY * gapY);
                if (node.SquaredWidth < _squaredAngle * square)
                {
                    var near = 1 / (1 + square);
                    var push = node.Items * near * near;
                    sum += node.Items * near;
                    sumX += push * gapX;
                    sumY += push * gapY;
                    at = node.Next;
                    continue;
                }

                for (var other = node.Start; other >= 0 && other < node.Start + node.Items; other++)
                {
                    (gapX, gapY) = (ownX - _sortedX[other], ownY - _sortedY[other]);
                    var near = 1 / (1 + (gapX * gapX) + (gapY * gapY));
                    sum += near;
                    sumX += near * near * gapX;
                    sumY += near * near * gapY;
                }

                at++;
            }

            total += sum - 1;
            (_forceX[_order[item]], _forceY[_order[item]]) = ((float)sumX, (float)sumY);
        }

        _parts[block] = total;
    }

    private struct Node
    {
        public float X;
        public float Y;
        public int Items;
        public float SquaredWidth;

        // A leaf's first item; -1 where there are nodes below.
        public int Start;
        public int Next;
    }
}
