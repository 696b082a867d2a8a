using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>A sum of trees: <c>score(row) = base + sum over trees of the leaf that the row falls into</c>. Immutable. Made by <see cref="GradientBoosting"/>.</summary>
public sealed class BoostedTrees
{
    private static readonly int Lanes = Vector512<float>.Count;

    private readonly int[] _offsets;
    private readonly TreeNode[] _nodes;
    private readonly int _largest;

    /// <summary>Puts trees together.</summary>
    /// <param name="features">Number of features.</param>
    /// <param name="baseScore">What every row starts from.</param>
    /// <param name="offsets">Where each tree begins among the nodes, and behind them the number of nodes.</param>
    /// <param name="nodes">The nodes of all trees, each tree's root first, children behind their parents.</param>
    /// <exception cref="ArgumentException">The nodes are no trees.</exception>
    public BoostedTrees(int features, float baseScore, ReadOnlySpan<int> offsets, ReadOnlySpan<TreeNode> nodes)
    {
        Features = features;
        BaseScore = baseScore;
        _offsets = offsets.ToArray();
        _nodes = nodes.ToArray();
        Check();
        for (var tree = 0; tree < Count; tree++)
        {
            _largest = Math.Max(_largest, Nodes(tree).Length);
        }
    }

    /// <summary>Number of features.</summary>
    public int Features { get; }

    /// <summary>What every row starts from.</summary>
    public float BaseScore { get; }

    /// <summary>Number of trees.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>Where each tree begins among the nodes, and behind them the number of nodes.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The nodes of all trees.</summary>
    public ReadOnlySpan<TreeNode> AllNodes => _nodes;

    /// <summary>The nodes of one tree, the root first.</summary>
    public ReadOnlySpan<TreeNode> Nodes(int tree) => _nodes.AsSpan(_offsets[tree].._offsets[tree + 1]);

    /// <summary>One ensemble whose score is the mean of those of some: bagging.</summary>
    /// <exception cref="ArgumentException">There are none, or they are of different features.</exception>
    public static BoostedTrees Mean(IReadOnlyList<BoostedTrees> ensembles)
    {
        if (ensembles.Count == 0 || ensembles.Any(ensemble => ensemble.Features != ensembles[0].Features))
        {
            throw new ArgumentException("The mean needs ensembles of the same features, and at least one.", nameof(ensembles));
        }

        var offsets = new List<int> { 0 };
        var nodes = new List<TreeNode>();
        foreach (var ensemble in ensembles)
        {
            for (var tree = 0; tree < ensemble.Count; tree++)
            {
                foreach (var node in ensemble.Nodes(tree))
                {
                    nodes.Add(node with { Value = node.Value / ensembles.Count });
                }

                offsets.Add(nodes.Count);
            }
        }

        return new BoostedTrees(ensembles[0].Features, ensembles.Average(ensemble => ensemble.BaseScore), CollectionsMarshal.AsSpan(offsets), CollectionsMarshal.AsSpan(nodes));
    }

    /// <summary>The score of one row. O(trees * depth).</summary>
    /// <param name="row">A value for each feature, NaN where it is missing.</param>
    public float Predict(ReadOnlySpan<float> row)
    {
        var score = (double)BaseScore;
        for (var tree = 0; tree < Count; tree++)
        {
            var nodes = Nodes(tree);
            var at = 0;
            while (!nodes[at].IsLeaf)
            {
                at = nodes[at].Next(row[nodes[at].Feature]);
            }

            score += nodes[at].Value;
        }

        return (float)score;
    }

    /// <summary>The scores of many rows; the same bits as one by one.</summary>
    /// <remarks>
    /// Sixteen rows at once. A tree is worked out from its leaves to its root, each node picking for each row one of what its children found: no branch depends on the data, which for
    /// the small trees of boosting is faster than walking down. O(rows * nodes of all trees / 16).
    /// </remarks>
    /// <param name="rows">Features in columns.</param>
    /// <param name="scores">Receives a score for each row.</param>
    /// <exception cref="ArgumentException">The columns are not the features, or there is not one score for each row.</exception>
    public void Predict(DenseMatrix rows, Span<float> scores)
    {
        if (rows.Columns != Features || scores.Length != rows.Rows)
        {
            throw new ArgumentException($"{rows.Rows} rows of {rows.Columns} features and {scores.Length} scores were given; the trees know {Features} features, and each row has a score.", nameof(rows));
        }

        var columns = ArrayPool<float>.Shared.Rent(Features * Lanes);
        var found = ArrayPool<float>.Shared.Rent(_largest * Lanes);
        var whole = rows.Rows - rows.Rows % Lanes;
        for (var start = 0; start < whole; start += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var row = rows.Row(start + lane);
                for (var feature = 0; feature < row.Length; feature++)
                {
                    columns[feature * Lanes + lane] = row[feature];
                }
            }

            PredictTogether(ref MemoryMarshal.GetArrayDataReference(columns), ref MemoryMarshal.GetArrayDataReference(found)).CopyTo(scores[start..]);
        }

        for (var row = whole; row < rows.Rows; row++)
        {
            scores[row] = Predict(rows.Row(row));
        }

        ArrayPool<float>.Shared.Return(columns);
        ArrayPool<float>.Shared.Return(found);
    }

    /// <summary>Takes the score of a row apart into what each feature brought: Shapley values, which add up to the score.</summary>
    /// <remarks>See <see cref="TreeContributions"/>.</remarks>
    /// <param name="row">A value for each feature.</param>
    /// <param name="contributions">Receives what each feature brought, above or below the mean training row.</param>
    /// <returns>What a row brings of which nothing is known: the mean over the training rows.</returns>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        contributions.Clear();
        var sum = (double)BaseScore;
        var work = new TreeContributions(_largest);
        for (var tree = 0; tree < Count; tree++)
        {
            sum += work.Add(Nodes(tree), row, contributions);
        }

        return sum;
    }

    /// <summary>How much the splits on each feature gained together.</summary>
    public double[] Gains()
    {
        var gains = new double[Features];
        foreach (var node in _nodes)
        {
            if (!node.IsLeaf)
            {
                gains[node.Feature] += node.Gain;
            }
        }

        return gains;
    }

    /// <summary>How many splits are on each feature.</summary>
    public int[] Splits()
    {
        var splits = new int[Features];
        foreach (var node in _nodes)
        {
            if (!node.IsLeaf)
            {
                splits[node.Feature]++;
            }
        }

        return splits;
    }

    private Vector512<float> PredictTogether(ref float columns, ref float found)
    {
        var lanes = (nuint)Lanes;
        // In double precision, so that many small trees add up to what an explanation says they do.
        var low = Vector512.Create((double)BaseScore);
        var high = low;
        for (var tree = 0; tree < Count; tree++)
        {
            var nodes = Nodes(tree);
            for (var at = nodes.Length - 1; at >= 0; at--)
            {
                ref readonly var node = ref nodes[at];
                Vector512<float> value;
                if (node.IsLeaf)
                {
                    value = Vector512.Create(node.Value);
                }
                else
                {
                    var asked = Vector512.LoadUnsafe(ref columns, (nuint)node.Feature * lanes);
                    var left = Vector512.LoadUnsafe(ref found, (nuint)node.Child * lanes);
                    var right = Vector512.LoadUnsafe(ref found, (nuint)(node.Child + 1) * lanes);
                    var threshold = Vector512.Create(node.Threshold);
                    // No comparison holds for what is missing.
                    value = node.MissingLeft
                        ? Vector512.ConditionalSelect(Vector512.GreaterThan(asked, threshold), right, left)
                        : Vector512.ConditionalSelect(Vector512.LessThanOrEqual(asked, threshold), left, right);
                }

                value.StoreUnsafe(ref found, (nuint)at * lanes);
            }

            var (ofLow, ofHigh) = Vector512.Widen(Vector512.LoadUnsafe(ref found));
            low += ofLow;
            high += ofHigh;
        }

        return Vector512.Narrow(low, high);
    }

    private void Check()
    {
        var whole = _offsets.Length > 0 && _offsets[0] == 0 && _offsets[^1] == _nodes.Length && _offsets.Zip(_offsets.Skip(1)).All(pair => pair.First < pair.Second);
        for (var tree = 0; whole && tree < Count; tree++)
        {
            var nodes = Nodes(tree);
            for (var at = 0; at < nodes.Length; at++)
            {
                var node = nodes[at];
                whole &= node.IsLeaf || (node.Feature < Features && node.Child > at && node.Child + 1 < nodes.Length && !float.IsNaN(node.Threshold));
            }
        }

        if (!whole)
        {
            throw new ArgumentException($"These are no trees: {_nodes.Length} nodes must lie in the trees one after the other, children behind their parents, and ask about {Features} features.");
        }
    }
}
