namespace Marquee.Numerics.Learning;

/// <summary>Grows trees one after the other, each towards what makes the loss of the sum of those before it smaller.</summary>
/// <remarks>
/// Sources: Friedman, Greedy Function Approximation: A Gradient Boosting Machine, 2001, with second derivatives as in Chen and Guestrin, XGBoost, KDD 2016, on histograms and leaf by leaf as in Ke et al.,
/// LightGBM, NIPS 2017; with <see cref="LambdaRankObjective"/> it is LambdaMART (Burges 2010). Monotone constraints bound both sides of a split by the middle of their values. Differs from all of
/// them in that rows are drawn in whole groups where the objective has any. O(trees * features * rows * depth); a byte for each row and feature.
/// </remarks>
public static class GradientBoosting
{
    private const int RowsPerBlock = 4096;

    /// <summary>Trains.</summary>
    /// <param name="table">Features in columns, missing ones NaN.</param>
    /// <param name="objective">What to grow towards; as many rows as the table.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Where given, training stops when the loss on it no longer falls, and the trees behind the best are left out.</param>
    /// <param name="progress">Told the number of trees after each.</param>
    /// <param name="cancellationToken">Stops the training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or tables and objectives do not fit together.</exception>
    /// <exception cref="ArithmeticException">The objective gave derivatives that are no numbers; the message says in which tree.</exception>
    public static BoostedTrees Train(
        DenseMatrix table,
        IBoostingObjective objective,
        BoostingOptions options,
        (DenseMatrix Table, IBoostingObjective Objective)? validation = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Check(table.Columns);
        CheckFit(table, objective, table.Columns);
        if (validation is { } held)
        {
            CheckFit(held.Table, held.Objective, table.Columns);
        }

        var grower = new TreeGrower(FeatureBins.Of(table, options.MaximumBins, options.MaxDegreeOfParallelism), options);
        var chance = new SplittableRandom(options.Seed).Split("boosting");
        var baseScore = (float)objective.InitialScore;
        var scores = new double[table.Rows];
        Array.Fill(scores, baseScore);
        var heldScores = new double[validation?.Table.Rows ?? 0];
        Array.Fill(heldScores, baseScore);
        var (gradients, curvatures) = (new float[table.Rows], new float[table.Rows]);
        var sample = new int[table.Rows];
        var nodes = new List<TreeNode>();
        var offsets = new List<int> { 0 };
        var (best, kept) = (validation is null ? 0 : validation.Value.Objective.Loss(heldScores, options.MaxDegreeOfParallelism), 0);
        for (var tree = 0; tree < options.Trees && (validation is null || tree - kept < options.Patience); tree++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            objective.Differentiate(scores, gradients, curvatures, options.MaxDegreeOfParallelism);
            CheckFinite(gradients, curvatures, tree);
            var drawn = chance.Split((ulong)tree);
            var rows = DrawRows(drawn.Split("rows"), objective.GroupOffsets, options.RowFraction, sample);
            var grown = grower.Grow(gradients, curvatures, sample.AsSpan(0, rows), DrawFeatures(drawn.Split("features"), table.Columns, options.FeatureFraction));
            nodes.AddRange(grown);
            offsets.Add(nodes.Count);
            AddTo(scores, table, grown, options.MaxDegreeOfParallelism);
            if (validation is { } part)
            {
                AddTo(heldScores, part.Table, grown, options.MaxDegreeOfParallelism);
                var loss = part.Objective.Loss(heldScores, options.MaxDegreeOfParallelism);
                (best, kept) = loss < best ? (loss, tree + 1) : (best, kept);
            }

            progress?.Report(tree + 1);
        }

        var count = validation is null ? offsets.Count - 1 : kept;
        return new BoostedTrees(table.Columns, baseScore, [.. offsets.Take(count + 1)], [.. nodes.Take(offsets[count])]);
    }

    private static void CheckFit(DenseMatrix table, IBoostingObjective objective, int features)
    {
        if (table.Rows != objective.Rows)
        {
            throw new ArgumentException($"The table has {table.Rows} rows and there are targets for {objective.Rows}; each row needs one.", nameof(objective));
        }

        if (table.Columns != features || features == 0)
        {
            throw new ArgumentException($"A table has {table.Columns} features; it must have {Math.Max(1, features)}, as the other.", nameof(table));
        }
    }

    private static void CheckFinite(ReadOnlySpan<float> gradients, ReadOnlySpan<float> curvatures, int tree)
    {
        for (var row = 0; row < gradients.Length; row++)
        {
            if (!float.IsFinite(gradients[row]) || !(curvatures[row] >= 0 && float.IsFinite(curvatures[row])))
            {
                throw new ArithmeticException(
                    $"Before tree {tree + 1} the derivatives of row {row} are {gradients[row]} and {curvatures[row]}; the first must be finite, the second not negative. A smaller learning rate may help.");
            }
        }
    }

    /// <summary>Draws rows, or whole groups of rows, without replacement; at least one.</summary>
    private static int DrawRows(SplittableRandom chance, ReadOnlySpan<int> groups, double fraction, int[] sample)
    {
        var units = groups.IsEmpty ? sample.Length : groups.Length - 1;
        var wanted = Math.Max(1, (int)Math.Round(units * fraction));
        var rows = 0;
        for (var unit = 0; unit < units; unit++)
        {
            // Selection sampling (Knuth, algorithm S): each set of this size is as likely as any other.
            if (wanted < units - unit && chance.NextDouble() * (units - unit) >= wanted)
            {
                continue;
            }

            wanted--;
            var (start, end) = groups.IsEmpty ? (unit, unit + 1) : (groups[unit], groups[unit + 1]);
            for (var row = start; row < end; row++)
            {
                sample[rows++] = row;
            }

            if (wanted == 0)
            {
                break;
            }
        }

        return rows;
    }

    private static int[] DrawFeatures(SplittableRandom chance, int features, double fraction)
    {
        var drawn = Enumerable.Range(0, features).ToArray();
        var wanted = Math.Max(1, (int)Math.Round(features * fraction));
        if (wanted < features)
        {
            chance.Shuffle<int>(drawn);
            drawn = drawn[..wanted];
            Array.Sort(drawn);
        }

        return drawn;
    }

    private static void AddTo(double[] scores, DenseMatrix table, TreeNode[] nodes, int maxDegreeOfParallelism) =>
        ParallelBlocks.For(scores.Length, RowsPerBlock, maxDegreeOfParallelism, (start, end, _) =>
        {
            var values = table.Span;
            for (var row = start; row < end; row++)
            {
                var at = 0;
                while (!nodes[at].IsLeaf)
                {
                    at = nodes[at].Next(values[row * table.Columns + nodes[at].Feature]);
                }

                scores[row] += nodes[at].Value;
            }
        });
}
