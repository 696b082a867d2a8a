namespace Marquee.Numerics.Learning;

/// <summary>Shapley values of the features of a row in a tree.</summary>
/// <remarks>
/// What a feature brings is the mean, over all orders in which features become known, of the change that knowing it makes; while a feature is not known, both ways on count by the training
/// rows that took them. Path-dependent TreeSHAP, Lundberg, Erion and Lee, Consistent Individualized Feature Attribution for Tree Ensembles, 2018, algorithm 2. O(leaves * depth^2).
/// </remarks>
/// <param name="largest">Most nodes of a tree.</param>
internal sealed class TreeContributions(int largest)
{
    // A path holds one entry for each feature on it and one for nothing; each level works on a copy. A tree of n nodes is less than n / 2 + 1 deep.
    private readonly Entry[] _entries = new Entry[(largest / 2 + 2) * (largest / 2 + 3) / 2];

    /// <summary>Adds what each feature brings.</summary>
    /// <returns>The tree's mean value over the training rows.</returns>
    public double Add(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<float> row, Span<double> contributions)
    {
        Walk(nodes, row, contributions, node: 0, start: 0, depth: 0, zero: 1, one: 1, feature: -1);
        return MeanValue(nodes, 0);
    }

    private static double MeanValue(ReadOnlySpan<TreeNode> nodes, int at)
    {
        var node = nodes[at];
        if (node.IsLeaf)
        {
            return node.Value;
        }

        var left = ShareOfLeft(nodes, node);
        return left * MeanValue(nodes, node.Child) + (1 - left) * MeanValue(nodes, node.Child + 1);
    }

    private static double ShareOfLeft(ReadOnlySpan<TreeNode> nodes, in TreeNode node)
    {
        double left = nodes[node.Child].Cover;
        var sum = left + nodes[node.Child + 1].Cover;
        return sum > 0 ? left / sum : 0.5;
    }

    /// <param name="nodes">The tree.</param>
    /// <param name="row">The row.</param>
    /// <param name="contributions">Added to.</param>
    /// <param name="node">The node reached.</param>
    /// <param name="start">Where the path of the node above begins among the entries.</param>
    /// <param name="depth">Entries of that path.</param>
    /// <param name="zero">Share of the training rows that came this way from the last split on <paramref name="feature"/> on.</param>
    /// <param name="one">1 where the row came this way, else 0.</param>
    /// <param name="feature">The feature that led here.</param>
    private void Walk(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<float> row, Span<double> contributions, int node, int start, int depth, double zero, double one, int feature)
    {
        var own = start + depth;
        Array.Copy(_entries, start, _entries, own, depth);
        var path = _entries.AsSpan(own, depth + 1);
        Extend(path, depth, zero, one, feature);
        var reached = nodes[node];
        if (reached.IsLeaf)
        {
            for (var at = 1; at <= depth; at++)
            {
                contributions[path[at].Feature] += UnwoundSum(path, depth, at) * (path[at].One - path[at].Zero) * reached.Value;
            }

            return;
        }

        var hot = reached.Next(row[reached.Feature]);
        var cold = hot == reached.Child ? reached.Child + 1 : reached.Child;
        var (incomingZero, incomingOne) = (1.0, 1.0);
        for (var at = 1; at <= depth; at++)
        {
            if (path[at].Feature == reached.Feature)
            {
                (incomingZero, incomingOne) = (path[at].Zero, path[at].One);
                Unwind(path, depth, at);
                depth--;
                break;
            }
        }

        var left = ShareOfLeft(nodes, reached);
        var ofHot = hot == reached.Child ? left : 1 - left;
        Walk(nodes, row, contributions, hot, own, depth + 1, ofHot * incomingZero, incomingOne, reached.Feature);
        Walk(nodes, row, contributions, cold, own, depth + 1, (1 - ofHot) * incomingZero, 0, reached.Feature);
    }

    private static void Extend(Span<Entry> path, int depth, double zero, double one, int feature)
    {
        path[depth] = new Entry { Feature = feature, Zero = zero, One = one, Weight = depth == 0 ? 1 : 0 };
        for (var at = depth - 1; at >= 0; at--)
        {
            path[at + 1].Weight += one * path[at].Weight * (at + 1) / (depth + 1);
            path[at].Weight = zero * path[at].Weight * (depth - at) / (depth + 1);
        }
    }

    private static void Unwind(Span<Entry> path, int depth, int index)
    {
        var (one, zero) = (path[index].One, path[index].Zero);
        var next = path[depth].Weight;
        for (var at = depth - 1; at >= 0; at--)
        {
            if (one != 0)
            {
                var before = path[at].Weight;
                path[at].Weight = next * (depth + 1) / ((at + 1) * one);
                next = before - path[at].Weight * zero * (depth - at) / (depth + 1);
            }
            else
            {
                path[at].Weight = path[at].Weight * (depth + 1) / (zero * (depth - at));
            }
        }

        for (var at = index; at < depth; at++)
        {
            path[at] = path[at + 1] with { Weight = path[at].Weight };
        }
    }

    private static double UnwoundSum(ReadOnlySpan<Entry> path, int depth, int index)
    {
        var (one, zero) = (path[index].One, path[index].Zero);
        var next = path[depth].Weight;
        var total = 0.0;
        for (var at = depth - 1; at >= 0; at--)
        {
            if (one != 0)
            {
                var weight = next * (depth + 1) / ((at + 1) * one);
                total += weight;
                next = path[at].Weight - weight * zero * (depth - at) / (depth + 1);
            }
            else if (zero != 0)
            {
                total += path[at].Weight * (depth + 1) / (zero * (depth - at));
            }
        }

        return total;
    }

    private struct Entry
    {
        public int Feature;
        public double Zero;
        public double One;
        public double Weight;
    }
}
