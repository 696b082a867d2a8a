namespace Marquee.Numerics.Learning;

/// <summary>Grows one tree after another on the same table. Buffers are kept from tree to tree.</summary>
/// <remarks>
/// The leaf whose split gains most is split next. Of two new leaves the one with fewer rows is counted and the other's histogram is what remains of the parent's (Ke et al., LightGBM, NIPS 2017).
/// Work is shared out by features, each with a histogram of its own and its rows in order, so that no sum depends on the number of threads. O(features * rows) for each level.
/// </remarks>
internal sealed class TreeGrower
{
    /// <summary>Less work than this is done on one thread.</summary>
    private const long ParallelFrom = 1 << 17;

    private readonly FeatureBins _bins;
    private readonly BoostingOptions _options;
    private readonly SplitFinder _finder;
    private readonly int[] _starts;
    private readonly HistogramBin[]?[] _histograms;
    private readonly int[] _rows;
    private readonly int[] _spare;
    private readonly float[] _gradients;
    private readonly float[] _curvatures;
    private readonly Leaf[] _leaves;
    private readonly List<TreeNode> _nodes = [];
    private readonly Action<int, int, int> _count;

    // What the loop over features works on; set before it.
    private int[] _features = [];
    private int _subject;

    public TreeGrower(FeatureBins bins, BoostingOptions options)
    {
        _bins = bins;
        _options = options;
        _finder = new SplitFinder(options);
        _starts = new int[bins.Features + 1];
        for (var feature = 0; feature < bins.Features; feature++)
        {
            _starts[feature + 1] = _starts[feature] + bins.BinCount(feature);
        }

        _histograms = new HistogramBin[options.MaximumLeaves][];
        _rows = new int[bins.Rows];
        _spare = new int[bins.Rows];
        _gradients = new float[bins.Rows];
        _curvatures = new float[bins.Rows];
        _leaves = new Leaf[options.MaximumLeaves];
        _count = (start, end, _) =>
        {
            for (var at = start; at < end; at++)
            {
                CountFeature(_features[at]);
            }
        };
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="gradients">First derivative of each row of the table.</param>
    /// <param name="curvatures">Second derivative of each row.</param>
    /// <param name="sample">The rows to look at, ascending.</param>
    /// <param name="features">The features to split on, ascending.</param>
    /// <returns>The nodes, children behind their parents; leaves multiplied by the learning rate.</returns>
    public TreeNode[] Grow(ReadOnlySpan<float> gradients, ReadOnlySpan<float> curvatures, ReadOnlySpan<int> sample, int[] features)
    {
        sample.CopyTo(_rows);
        _features = features;
        _nodes.Clear();
        _nodes.Add(default);
        var total = default(HistogramBin);
        for (var at = 0; at < sample.Length; at++)
        {
            total.Gradient += gradients[sample[at]];
            total.Curvature += curvatures[sample[at]];
        }

        total.Rows = sample.Length;
        _leaves[0] = new Leaf { Count = sample.Length, Sums = total, Low = double.NegativeInfinity, High = double.PositiveInfinity };
        var leaves = 1;
        Count(0, gradients, curvatures);
        Choose(0);
        while (leaves < _options.MaximumLeaves && MostGaining(leaves) is >= 0 and var leaf)
        {
            Split(leaf, leaves, gradients, curvatures, wantsMore: leaves + 1 < _options.MaximumLeaves);
            leaves++;
        }

        for (var leaf = 0; leaf < leaves; leaf++)
        {
            ref readonly var grown = ref _leaves[leaf];
            var value = _finder.ValueOf(grown.Sums, grown.Low, grown.High) * _options.LearningRate;
            _nodes[grown.Node] = new TreeNode(-1, 0, false, 0, (float)value, grown.Count, 0);
        }

        return [.. _nodes];
    }

    private int MostGaining(int leaves)
    {
        var best = -1;
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            if (_leaves[leaf].Choice.Gain > (best < 0 ? 0 : _leaves[best].Choice.Gain))
            {
                best = leaf;
            }
        }

        return best;
    }

    /// <summary>Makes two leaves of one: the left one in its place, the right one in a new place.</summary>
    private void Split(int leaf, int other, ReadOnlySpan<float> gradients, ReadOnlySpan<float> curvatures, bool wantsMore)
    {
        var parent = _leaves[leaf];
        var choice = parent.Choice;
        var leftRows = Partition(parent, choice);
        var child = _nodes.Count;
        _nodes[parent.Node] = new TreeNode(
            choice.Feature,
            choice.Bin < _bins.BinCount(choice.Feature) - 1 ? _bins.Threshold(choice.Feature, choice.Bin) : float.PositiveInfinity,
            choice.MissingLeft,
            child,
            0,
            parent.Count,
            (float)choice.Gain);
        _nodes.Add(default);
        _nodes.Add(default);

        var left = new Leaf { Node = child, Start = parent.Start, Count = leftRows, Depth = parent.Depth + 1, Sums = choice.Left, Low = parent.Low, High = parent.High };
        var right = left with { Node = child + 1, Start = parent.Start + leftRows, Count = parent.Count - leftRows, Sums = choice.Right };
        var direction = _options.Monotone.Count > 0 ? _options.Monotone[choice.Feature] : 0;
        if (direction != 0)
        {
            // Whatever is split below, no leaf of one side may pass any of the other.
            var middle = (choice.LeftValue + choice.RightValue) / 2;
            (left, right) = direction > 0 ? (left with { High = middle }, right with { Low = middle }) : (left with { Low = middle }, right with { High = middle });
        }

        (_leaves[leaf], _leaves[other]) = (left, right);
        if (!wantsMore || (_options.MaximumDepth > 0 && left.Depth >= _options.MaximumDepth))
        {
            return;
        }

        // The smaller one is counted into a new histogram, then taken out of the parent's, which becomes the larger one's.
        var (small, large) = left.Count <= right.Count ? (leaf, other) : (other, leaf);
        if (small == leaf)
        {
            (_histograms[leaf], _histograms[other]) = (_histograms[other], _histograms[leaf]);
        }

        Count(small, gradients, curvatures);
        Subtract(large, small);
        Choose(small);
        Choose(large);
    }

    /// <summary>Brings the rows that go left to the front, each side in its order.</summary>
    private int Partition(in Leaf leaf, in SplitChoice choice)
    {
        var bins = _bins.Of(choice.Feature);
        var rows = _rows.AsSpan(leaf.Start, leaf.Count);
        var (left, right) = (0, 0);
        foreach (var row in rows)
        {
            var bin = bins[row];
            if (bin == 0 ? choice.MissingLeft : bin <= choice.Bin)
            {
                rows[left++] = row;
            }
            else
            {
                _spare[right++] = row;
            }
        }

        _spare.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    private void Count(int leaf, ReadOnlySpan<float> gradients, ReadOnlySpan<float> curvatures)
    {
        // Gathered once, they are read in order for each feature.
        var rows = _rows.AsSpan(_leaves[leaf].Start, _leaves[leaf].Count);
        for (var at = 0; at < rows.Length; at++)
        {
            _gradients[at] = gradients[rows[at]];
            _curvatures[at] = curvatures[rows[at]];
        }

        _histograms[leaf] ??= new HistogramBin[_starts[^1]];
        _subject = leaf;
        ParallelBlocks.For(_features.Length, 1, (long)rows.Length * _features.Length < ParallelFrom ? 1 : _options.MaxDegreeOfParallelism, _count);
    }

    private void CountFeature(int feature)
    {
        var histogram = _histograms[_subject].AsSpan(_starts[feature].._starts[feature + 1]);
        histogram.Clear();
        var bins = _bins.Of(feature);
        var rows = _rows.AsSpan(_leaves[_subject].Start, _leaves[_subject].Count);
        var gradients = _gradients.AsSpan(0, rows.Length);
        var curvatures = _curvatures.AsSpan(0, rows.Length);
        for (var at = 0; at < rows.Length; at++)
        {
            ref var bin = ref histogram[bins[rows[at]]];
            bin.Gradient += gradients[at];
            bin.Curvature += curvatures[at];
            bin.Rows++;
        }
    }

    private void Subtract(int from, int leaf)
    {
        foreach (var feature in _features)
        {
            var bins = _starts[feature].._starts[feature + 1];
            var sums = _histograms[from].AsSpan(bins);
            var part = _histograms[leaf].AsSpan(bins);
            for (var bin = 0; bin < sums.Length; bin++)
            {
                sums[bin] -= part[bin];
            }
        }
    }

    private void Choose(int leaf)
    {
        ref var chosen = ref _leaves[leaf];
        chosen.Choice = default;
        if (chosen.Count < 2 * _options.MinimumRows || (_options.MaximumDepth > 0 && chosen.Depth >= _options.MaximumDepth))
        {
            return;
        }

        foreach (var feature in _features)
        {
            var choice = _finder.Best(feature, _histograms[leaf].AsSpan(_starts[feature].._starts[feature + 1]), chosen.Sums, chosen.Low, chosen.High);
            if (choice.Gain > chosen.Choice.Gain)
            {
                chosen.Choice = choice;
            }
        }
    }

    private record struct Leaf
    {
        public int Node { get; init; }

        public int Start { get; init; }

        public int Count { get; init; }

        public int Depth { get; init; }

        public HistogramBin Sums { get; init; }

        public double Low { get; init; }

        public double High { get; init; }

        public SplitChoice Choice { get; set; }
    }
}
