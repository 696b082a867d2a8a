using FsCheck;
using FsCheck.Fluent;
using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class GradientBoostingTests
{
    private static readonly BoostingOptions OneTree = new() { Trees = 1, LearningRate = 1, MinimumRows = 1, MinimumCurvature = 0 };

    [Fact]
    public void The_first_split_is_the_best_of_all_that_can_be_tried() =>
        Prop.ForAll(Tables(missing: true), Gen.Choose(-3, 3).ArrayOf(40).ToArbitrary(), (table, numbers) =>
        {
            var targets = Array.ConvertAll(numbers[..table.Rows], number => (float)number);
            var objective = new SquaredErrorObjective(targets);
            var trees = GradientBoosting.Train(table, objective, OneTree with { MaximumLeaves = 2, Regularization = 0.5 });
            var best = BestGain(table, targets, objective.InitialScore, 0.5);
            var found = trees.AllNodes[0].IsLeaf ? 0 : trees.AllNodes[0].Gain;
            ((double)found).ShouldBe(best, 1e-4 + 1e-5 * best);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_value_of_a_leaf_is_minus_the_gradient_over_curvature_and_regularization()
    {
        // Mean 2.5; on the left -1.5 and -.5 lie above the mean of the targets by gradients 1.5 and .5: -(1.5 + .5) / (2 + 1).
        var table = Column(1, 2, 3, 4);
        var trees = GradientBoosting.Train(table, new SquaredErrorObjective([1, 2, 3, 4]), OneTree with { MaximumLeaves = 2, Regularization = 1 });
        trees.BaseScore.ShouldBe(2.5f);
        trees.Count.ShouldBe(1);
        var root = trees.Nodes(0)[0];
        (root.Feature, root.Threshold, root.Cover).ShouldBe((0, 2.5f, 4f));
        root.Gain.ShouldBe(2 * 2f * 2f / 3 / 2, 1e-6f);
        Predict(trees, table).ShouldBe([2.5f - 2f / 3, 2.5f - 2f / 3, 2.5f + 2f / 3, 2.5f + 2f / 3]);
    }

    [Fact]
    public void Learns_exclusive_or_which_no_single_split_tells()
    {
        var table = new DenseMatrix(400, 2);
        var targets = new float[400];
        var random = new SplittableRandom(3);
        for (var row = 0; row < 400; row++)
        {
            var (left, right) = (random.Next(2), random.Next(2));
            (table[row, 0], table[row, 1], targets[row]) = (left, right, left ^ right);
        }

        var trees = GradientBoosting.Train(table, new LogisticObjective(targets), new BoostingOptions { Trees = 60, MaximumLeaves = 4 });
        Predict(trees, table).Zip(targets).ShouldAllBe(pair => pair.First > 2 == (pair.Second == 1) && Math.Abs(pair.First) > 2);
    }

    [Fact]
    public void Comes_as_near_to_a_function_as_its_steps_allow()
    {
        var table = Random(2000, 2, 1);
        var targets = Rows(table).Select(row => MathF.Sin(6 * row[0]) + row[1]).ToArray();
        var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), new BoostingOptions { Trees = 200 });
        Predict(trees, table).Zip(targets).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second)).ShouldBeLessThan(0.001f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_monotone_feature_never_turns_round(int direction) =>
        Prop.ForAll(Gen.Choose(0, 100000).ToArbitrary(), seed =>
        {
            var table = Random(120, 3, (ulong)seed);
            var random = new SplittableRandom((ulong)seed + 1);
            var targets = Rows(table).Select(row => (float)random.NextGaussian() + direction * row[0] * row[1]).ToArray();
            var trees = GradientBoosting.Train(
                table,
                new SquaredErrorObjective(targets),
                new BoostingOptions { Trees = 10, LearningRate = 0.5, MinimumRows = 2, MaximumLeaves = 12, Regularization = 0.1, Monotone = [direction, 0, 0] });
            trees.Splits()[0].ShouldBeGreaterThan(0);
            foreach (var row in Rows(table).Take(4))
            {
                var line = Enumerable.Range(-1, 30).Select(step => trees.Predict([step / 25f, row[1], row[2]])).ToArray();
                line.Zip(line.Skip(1)).ShouldAllBe(pair => direction * (pair.Second - pair.First) >= 0);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_the_constraint_it_does_turn_round()
    {
        var table = Random(500, 1, 5);
        var targets = Rows(table).Select(row => MathF.Abs(row[0] - 0.5f)).ToArray();
        Line(0).Zip(Line(0).Skip(1)).ShouldContain(pair => pair.Second < pair.First);
        Line(1).Zip(Line(1).Skip(1)).ShouldAllBe(pair => pair.Second >= pair.First);

        float[] Line(int direction)
        {
            var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), new BoostingOptions { Trees = 20, Monotone = [direction] });
            return [.. Enumerable.Range(0, 50).Select(step => trees.Predict([step / 50f]))];
        }
    }

    [Fact]
    public void Grows_the_same_trees_on_any_number_of_threads()
    {
        var table = Random(6000, 24, 7, missing: true);
        var targets = Rows(table).Select(row => float.IsNaN(row[0]) ? 0 : row[0] > 0.5f ? 1f : 0f).ToArray();
        var options = new BoostingOptions { Trees = 5, RowFraction = 0.8, FeatureFraction = 0.7, MaximumLeaves = 15, MaxDegreeOfParallelism = 1 };
        var one = GradientBoosting.Train(table, new LogisticObjective(targets), options);
        foreach (var threads in new[] { 2, 3 })
        {
            var more = GradientBoosting.Train(table, new LogisticObjective(targets), options with { MaxDegreeOfParallelism = threads });
            more.AllNodes.ToArray().ShouldBe(one.AllNodes.ToArray());
        }

        GradientBoosting.Train(table, new LogisticObjective(targets), options with { Seed = 1 }).AllNodes.ToArray().ShouldNotBe(one.AllNodes.ToArray());
    }

    [Fact]
    public void Stops_where_a_validation_part_gets_no_better_and_keeps_the_best()
    {
        var (table, held) = (Random(300, 3, 11), Random(300, 3, 12));
        var noise = new SplittableRandom(13);
        var (targets, heldTargets) = (Noisy(table), Noisy(held));
        var options = new BoostingOptions { Trees = 500, LearningRate = 0.3, Patience = 10 };
        var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), options, (held, new SquaredErrorObjective(heldTargets)));
        trees.Count.ShouldBeInRange(1, 400);
        var longer = GradientBoosting.Train(table, new SquaredErrorObjective(targets), options with { Trees = trees.Count + 10 });
        var losses = Enumerable.Range(1, longer.Count).Select(count => Loss(Prefix(longer, count))).ToArray();
        Loss(trees).ShouldBe(losses.Min());
        losses.IndexOf(losses.Min()).ShouldBe(trees.Count - 1);

        float[] Noisy(DenseMatrix rows) => [.. Rows(rows).Select(row => row[0] + (float)noise.NextGaussian())];

        double Loss(BoostedTrees some) => new SquaredErrorObjective(heldTargets).Loss(Array.ConvertAll(Predict(some, held), score => (double)score), 1);
    }

    [Fact]
    public void Draws_whole_groups_of_rows()
    {
        // One group is all ones, the other all zeros: a tree of one group is a leaf, and knows as many rows as the group has.
        var objective = new LambdaRankObjective([1, 0, 0, 1, 0, 1, 0], [0, 3, 7], 10);
        var trees = GradientBoosting.Train(
            Random(7, 1, 3), objective, new BoostingOptions { Trees = 20, RowFraction = 0.5, MinimumRows = 100 });
        Enumerable.Range(0, 20).Select(tree => trees.Nodes(tree)[0].Cover).Distinct().Order().ShouldBe([3f, 4f]);
    }

    [Fact]
    public void Splits_only_on_features_that_were_drawn()
    {
        var table = Random(200, 10, 17);
        var targets = Rows(table).Select(row => row.Sum()).ToArray();
        var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), new BoostingOptions { Trees = 60, FeatureFraction = 0.2 });
        for (var tree = 0; tree < trees.Count; tree++)
        {
            trees.Nodes(tree).ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count().ShouldBeInRange(1, 2);
        }

        trees.Splits().ShouldAllBe(count => count > 0);
    }

    [Fact]
    public void Keeps_to_the_limits_of_a_tree()
    {
        var table = Random(1000, 4, 19);
        var targets = Rows(table).Select(row => row[0] * row[1] + row[2]).ToArray();
        var options = new BoostingOptions { Trees = 3, MaximumLeaves = 9, MaximumDepth = 3, MinimumRows = 40 };
        var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), options);
        for (var tree = 0; tree < trees.Count; tree++)
        {
            var leaves = trees.Nodes(tree).ToArray().Where(node => node.IsLeaf).ToArray();
            leaves.Length.ShouldBeInRange(2, 8);
            leaves.ShouldAllBe(leaf => leaf.Cover >= 40);
        }

        GradientBoosting.Train(table, new SquaredErrorObjective(targets), options with { MaximumDepth = 0 }).Nodes(0).Length.ShouldBe(2 * 9 - 1);
        GradientBoosting.Train(table, new SquaredErrorObjective(targets), options with { MinimumCurvature = 501 }).Nodes(0).Length.ShouldBe(1);
        GradientBoosting.Train(table, new SquaredErrorObjective(targets), options with { MinimumGain = 1e9 }).Nodes(0).Length.ShouldBe(1);
    }

    [Fact]
    public void A_single_class_or_a_table_that_tells_nothing_gives_one_score()
    {
        var table = Random(50, 2, 23);
        Predict(GradientBoosting.Train(table, new LogisticObjective(new float[50]), new BoostingOptions { Trees = 3 }), table).Distinct().Count().ShouldBe(1);
        var same = new DenseMatrix(50, 2);
        Predict(GradientBoosting.Train(same, new SquaredErrorObjective([.. Enumerable.Range(0, 50)]), new BoostingOptions { Trees = 3 }), same).Distinct().Single().ShouldBe(24.5f, 1e-4f);
        var nothing = new DenseMatrix(50, 1);
        nothing.Span.Fill(float.NaN);
        Predict(GradientBoosting.Train(nothing, new SquaredErrorObjective([.. Enumerable.Range(0, 50)]), new BoostingOptions { Trees = 3 }), nothing).Distinct().Single().ShouldBe(24.5f, 1e-4f);
    }

    [Fact]
    public void Sends_missing_values_where_they_help()
    {
        var table = Column([.. Enumerable.Repeat(float.NaN, 30), .. Enumerable.Repeat(1f, 30), .. Enumerable.Repeat(2f, 30)]);
        foreach (var (one, two, missing) in new[] { (0f, 5f, 5f), (0f, 5f, 0f), (1f, 1f, 7f) })
        {
            float[] targets = [.. Enumerable.Repeat(missing, 30), .. Enumerable.Repeat(one, 30), .. Enumerable.Repeat(two, 30)];
            var trees = GradientBoosting.Train(table, new SquaredErrorObjective(targets), OneTree with { Regularization = 0 });
            trees.Predict([float.NaN]).ShouldBe(missing, 1e-5f);
            trees.Predict([1]).ShouldBe(one, 1e-5f);
            trees.Predict([2]).ShouldBe(two, 1e-5f);
        }
    }

    [Fact]
    public void Says_what_does_not_fit_together()
    {
        var table = Random(4, 2, 29);
        var objective = new SquaredErrorObjective([1, 2, 3, 4]);
        Should.Throw<ArgumentException>(() => new SquaredErrorObjective([])).Message.ShouldContain("no rows");
        Should.Throw<ArgumentException>(() => new SquaredErrorObjective([1, float.NaN])).Message.ShouldContain("row 1 is NaN");
        Should.Throw<ArgumentException>(() => new LogisticObjective([0, 2])).Message.ShouldContain("from 0 to 1");
        Should.Throw<ArgumentException>(() => new LambdaRankObjective([float.NaN], [0, 1], 5)).Message.ShouldContain("row 0 is NaN");
        Should.Throw<ArgumentException>(() => new LambdaRankObjective([0, 1], [0, 1], 5)).Message.ShouldContain("end at the number of rows, 2");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, new SquaredErrorObjective([1]), new BoostingOptions())).Message.ShouldContain("4 rows and there are targets for 1");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, objective, new BoostingOptions(), (Random(4, 3, 1), objective))).Message.ShouldContain("3 features");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(new DenseMatrix(4, 0), objective, new BoostingOptions())).Message.ShouldContain("0 features");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, objective, new BoostingOptions { Monotone = [1] })).Message.ShouldContain("as many numbers as there are features, 2");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, objective, new BoostingOptions { Monotone = [1, 2] })).Message.ShouldContain("1, 2");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, objective, new BoostingOptions { LearningRate = double.NaN })).Message.ShouldContain("LearningRate");
        Should.Throw<ArgumentException>(() => GradientBoosting.Train(table, objective, new BoostingOptions { MaximumBins = 256 })).Message.ShouldContain("from 2 to 255");
        Should.Throw<ArithmeticException>(() => GradientBoosting.Train(table, new Broken(), new BoostingOptions())).Message.ShouldContain("Before tree 1 the derivatives of row 2");
    }

    [Fact]
    public void Stops_when_it_is_told_to()
    {
        using var source = new CancellationTokenSource();
        var table = Random(40, 2, 31);
        var told = new List<int>();
        Should.Throw<OperationCanceledException>(() => GradientBoosting.Train(
            table, new SquaredErrorObjective(new float[40]), new BoostingOptions(), progress: new OnTree(tree =>
            {
                told.Add(tree);
                source.Cancel();
            }), cancellationToken: source.Token));
        told.ShouldBe([1]);
    }

    internal static DenseMatrix Random(int rows, int columns, ulong seed, bool missing = false)
    {
        var random = new SplittableRandom(seed);
        var table = new DenseMatrix(rows, columns);
        foreach (ref var value in table.Span)
        {
            value = missing && random.Next(5) == 0 ? float.NaN : random.NextSingle();
        }

        return table;
    }

    internal static IEnumerable<float[]> Rows(DenseMatrix table) => Enumerable.Range(0, table.Rows).Select(row => table.Row(row).ToArray());

    internal static float[] Predict(BoostedTrees trees, DenseMatrix table)
    {
        var scores = new float[table.Rows];
        trees.Predict(table, scores);
        return scores;
    }

    private static BoostedTrees Prefix(BoostedTrees trees, int count) =>
        new(trees.Features, trees.BaseScore, trees.Offsets[..(count + 1)], trees.AllNodes[..trees.Offsets[count]]);

    private static DenseMatrix Column(params float[] values) => new(values.Length, 1, values);

    private static Arbitrary<DenseMatrix> Tables(bool missing) =>
        Gen.Choose(0, missing ? 4 : 3).ArrayOf(80).SelectMany(_ => Gen.Choose(2, 40), (digits, rows) =>
            new DenseMatrix(rows, 2, Array.ConvertAll(digits, digit => digit == 4 ? float.NaN : digit))).ToArbitrary();

    /// <summary>Tries every threshold of every feature with missing values on either side.</summary>
    private static double BestGain(DenseMatrix table, float[] targets, double mean, double regularization)
    {
        var best = 0.0;
        for (var feature = 0; feature < table.Columns; feature++)
        {
            var values = Rows(table).Select(row => row[feature]).ToArray();
            foreach (var threshold in values.Where(value => !float.IsNaN(value)).Distinct())
            {
                foreach (var missingLeft in new[] { false, true })
                {
                    var left = values.Select(value => float.IsNaN(value) ? missingLeft : value <= threshold).ToArray();
                    best = Math.Max(best, Saved(left, true) + Saved(left, false) - Saved(new bool[values.Length], false));
                }
            }
        }

        return best;

        double Saved(bool[] left, bool side)
        {
            var gradients = targets.Where((_, row) => left[row] == side).Select(target => mean - target).ToArray();
            return gradients.Length == 0 ? 0 : gradients.Sum() * gradients.Sum() / (gradients.Length + regularization) / 2;
        }
    }

    private sealed class OnTree(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }

    private sealed class Broken : IBoostingObjective
    {
        public int Rows => 4;

        public double InitialScore => 0;

        public ReadOnlySpan<int> GroupOffsets => [];

        public void Differentiate(ReadOnlyMemory<double> scores, Memory<float> gradients, Memory<float> curvatures, int maxDegreeOfParallelism) =>
            gradients.Span[2] = float.NaN;

        public double Loss(ReadOnlyMemory<double> scores, int maxDegreeOfParallelism) => 0;
    }
}
