using System.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BoostedTreesTests
{
    private static readonly DenseMatrix Table = GradientBoostingTests.Random(600, 4, 1, missing: true);

    private static readonly BoostedTrees Trees = GradientBoosting.Train(
        Table,
        new SquaredErrorObjective([.. GradientBoostingTests.Rows(Table).Select(row => row.Where(value => !float.IsNaN(value)).Sum() + (row[0] > row[1] ? 1 : 0))]),
        new BoostingOptions { Trees = 12, MaximumLeaves = 11, MinimumRows = 5, LearningRate = 0.3 });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(600)]
    public void Predicts_many_rows_as_one_by_one_to_the_bit(int rows)
    {
        var some = new DenseMatrix(rows, 4, Table.Memory);
        GradientBoostingTests.Predict(Trees, some).ShouldBe([.. GradientBoostingTests.Rows(some).Select(row => Trees.Predict(row))]);
    }

    [Fact]
    public void Contributions_are_the_Shapley_values_of_all_orders_and_add_up()
    {
        foreach (var row in GradientBoostingTests.Rows(Table).Take(30))
        {
            var contributions = new double[4];
            var mean = Trees.Explain(row, contributions);
            (mean + contributions.Sum()).ShouldBe(Trees.Predict(row), 1e-5);
            mean.ShouldBe(Expected(row, 0), 1e-6);
            for (var feature = 0; feature < 4; feature++)
            {
                contributions[feature].ShouldBe(Shapley(row, feature), 1e-6);
            }
        }
    }

    [Fact]
    public void The_mean_of_some_ensembles_scores_as_their_mean()
    {
        var other = GradientBoosting.Train(Table, new SquaredErrorObjective(new float[600].Select((_, row) => row % 7f).ToArray()), new BoostingOptions { Trees = 3 });
        var mean = BoostedTrees.Mean([Trees, other]);
        mean.Count.ShouldBe(15);
        foreach (var row in GradientBoostingTests.Rows(Table).Take(20))
        {
            mean.Predict(row).ShouldBe((Trees.Predict(row) + other.Predict(row)) / 2, 1e-5f);
        }

        Should.Throw<ArgumentException>(() => BoostedTrees.Mean([])).Message.ShouldContain("at least one");
    }

    [Fact]
    public void Tells_which_features_it_split_on_and_what_that_gained()
    {
        var splits = Trees.AllNodes.ToArray().Where(node => !node.IsLeaf).ToArray();
        for (var feature = 0; feature < 4; feature++)
        {
            Trees.Splits()[feature].ShouldBe(splits.Count(node => node.Feature == feature));
            Trees.Gains()[feature].ShouldBe(splits.Where(node => node.Feature == feature).Sum(node => (double)node.Gain), 1e-6);
        }

        Trees.Gains().ShouldAllBe(gain => gain > 0);
    }

    [Fact]
    public void Is_put_together_again_from_its_nodes_and_refuses_what_is_no_tree()
    {
        var again = new BoostedTrees(4, Trees.BaseScore, Trees.Offsets, Trees.AllNodes);
        GradientBoostingTests.Predict(again, Table).ShouldBe(GradientBoostingTests.Predict(Trees, Table));
        var leaf = new TreeNode(-1, 0, false, 0, 1, 1, 0);
        new BoostedTrees(1, 0, [0], []).Predict([1]).ShouldBe(0);
        new BoostedTrees(1, 0, [0, 1], [leaf]).Predict([1]).ShouldBe(1);
        foreach (var (offsets, nodes) in new (int[], TreeNode[])[]
        {
            ([0, 2], [leaf]),
            ([], []),
            ([0, 1], [leaf with { Feature = 0, Child = 1 }]),
            ([0, 3], [leaf with { Feature = 0, Child = 0 }, leaf, leaf]),
            ([0, 3], [leaf with { Feature = 1, Child = 1 }, leaf, leaf]),
            ([0, 3], [leaf with { Feature = 0, Child = 1, Threshold = float.NaN }, leaf, leaf]),
            ([0, 0, 1], [leaf]),
        })
        {
            Should.Throw<ArgumentException>(() => new BoostedTrees(1, 0, offsets, nodes)).Message.ShouldContain("no trees");
        }
    }

    [Fact]
    public void Refuses_tables_of_other_features_and_scores_for_other_rows()
    {
        Should.Throw<ArgumentException>(() => Trees.Predict(new DenseMatrix(3, 5), new float[3])).Message.ShouldContain("5 features");
        Should.Throw<ArgumentException>(() => Trees.Predict(new DenseMatrix(3, 4), new float[2])).Message.ShouldContain("2 scores");
    }

    /// <summary>The score to expect where only the features of a set are known.</summary>
    private static double Expected(float[] row, int known)
    {
        var sum = (double)Trees.BaseScore;
        for (var tree = 0; tree < Trees.Count; tree++)
        {
            sum += Walk(Trees.Nodes(tree), 0);
        }

        return sum;

        double Walk(ReadOnlySpan<TreeNode> nodes, int at)
        {
            var node = nodes[at];
            if (node.IsLeaf)
            {
                return node.Value;
            }

            if ((known >> node.Feature & 1) == 1)
            {
                return Walk(nodes, node.Next(row[node.Feature]));
            }

            var (left, right) = (nodes[node.Child].Cover, nodes[node.Child + 1].Cover);
            return (left * Walk(nodes, node.Child) + right * Walk(nodes, node.Child + 1)) / (left + right);
        }
    }

    private static double Shapley(float[] row, int feature)
    {
        double[] factorials = [1, 1, 2, 6, 24];
        var sum = 0.0;
        for (var set = 0; set < 16; set++)
        {
            if ((set >> feature & 1) == 0)
            {
                var size = BitOperations.PopCount((uint)set);
                sum += factorials[size] * factorials[3 - size] / factorials[4] * (Expected(row, set | 1 << feature) - Expected(row, set));
            }
        }

        return sum;
    }
}
