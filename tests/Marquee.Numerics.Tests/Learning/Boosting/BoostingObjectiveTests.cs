using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BoostingObjectiveTests
{
    [Fact]
    public void LambdaRank_pulls_a_pair_apart_as_worked_by_hand()
    {
        // Two rows, the relevant one behind by 1. delta = 1 * (1 - 1 / log2 3) / 1 = .369070; rho = 1 / (1 + e^-1) = .731059; force .269812; S = .539624;
        // unit = log2(1.539624) / .539624 = 1.153724.
        var (gradients, curvatures) = Differentiate(new LambdaRankObjective([0, 1], [0, 2], 10), [2, 1]);
        gradients[0].ShouldBe(0.311289f, 1e-5f);
        gradients[1].ShouldBe(-0.311289f, 1e-5f);
        curvatures.ShouldAllBe(curvature => Math.Abs(curvature - 0.311289f * 0.268941f) < 1e-5f);
    }

    [Fact]
    public void LambdaRank_looks_only_at_pairs_that_reach_the_list()
    {
        // With a list of one, rows behind the first pull only at the first: row 3 (relevant, last) and row 0 (first); rows 1 and 2 are left alone.
        var (gradients, _) = Differentiate(new LambdaRankObjective([0, 0, 0, 1], [0, 4], 1), [4, 3, 2, 1]);
        gradients[1].ShouldBe(0);
        gradients[2].ShouldBe(0);
        gradients[0].ShouldBeGreaterThan(0);
        gradients[3].ShouldBe(-gradients[0]);

        // delta = 1 (the whole list), rho = 1 / (1 + e^(1 - 4)) = .952574, S = 1.905148: log2(2.905148) / 2 = .769306.
        gradients[0].ShouldBe(0.769306f, 1e-5f);
    }

    [Fact]
    public void LambdaRank_leaves_queries_to_themselves_and_those_alone_that_ask_nothing()
    {
        var (together, _) = Differentiate(new LambdaRankObjective([0, 1, 0, 0, 2, 1], [0, 2, 4, 6, 6], 5), [1, 2, 3, 4, 5, 6]);
        together[2..4].ShouldBe([0, 0]);
        Differentiate(new LambdaRankObjective([0, 1], [0, 2], 5), [1, 2]).Gradients.ShouldBe(together[..2]);
        Differentiate(new LambdaRankObjective([2, 1], [0, 2], 5), [5, 6]).Gradients.ShouldBe(together[4..]);
    }

    [Fact]
    public void LambdaRank_measures_what_its_lists_miss()
    {
        // First query: relevant at rank 2 of 2, NDCG 1 / log2 3; second: label 2 first, gains 3 and 1 in the best order, NDCG 1; third asks nothing.
        var objective = new LambdaRankObjective([0, 1, 2, 1, 0], [0, 2, 4, 5], 2);
        objective.Loss(new double[] { 2, 1, 5, 4, 0 }, 1).ShouldBe(1 - (1 / Math.Log2(3) + 1) / 2, 1e-12);

        // Equal scores rank by row.
        objective.Loss(new double[5], 1).ShouldBe(1 - (1 / Math.Log2(3) + 1) / 2, 1e-12);
        new LambdaRankObjective([0, 0], [0, 2], 2).Loss(new double[2], 1).ShouldBe(1);
    }

    [Fact]
    public void LambdaRank_learns_an_order_that_differs_from_query_to_query()
    {
        // Within a query the largest value wins, and queries lie anywhere: only differences within them tell.
        var random = new SplittableRandom(3);
        var (table, labels, offsets) = (new DenseMatrix(1000, 2), new float[1000], new int[101]);
        for (var query = 0; query < 100; query++)
        {
            offsets[query + 1] = 10 * (query + 1);
            var place = random.NextSingle();
            for (var row = 10 * query; row < 10 * (query + 1); row++)
            {
                (table[row, 0], table[row, 1]) = (random.NextSingle(), place);
                labels[row] = table[row, 0] + 0.2f * random.NextSingle() > 0.9f ? 1 : 0;
            }
        }

        var objective = new LambdaRankObjective(labels, offsets, 5);
        var trees = GradientBoosting.Train(table, objective, new BoostingOptions { Trees = 50, MaximumLeaves = 4, Monotone = [1, 0] });
        objective.Loss(new double[1000], 1).ShouldBeGreaterThan(0.5);
        objective.Loss(Array.ConvertAll(GradientBoostingTests.Predict(trees, table), score => (double)score), 1).ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(0.3)]
    [InlineData(40)]
    public void Derivatives_are_those_of_the_loss(double score)
    {
        const double step = 1e-4;
        foreach (IBoostingObjective objective in new IBoostingObjective[] { new SquaredErrorObjective([0.7f]), new LogisticObjective([0.7f]) })
        {
            var (gradients, curvatures) = Differentiate(objective, [score]);
            double Loss(double at) => objective.Loss(new[] { at }, 1);
            ((double)gradients[0]).ShouldBe((Loss(score + step) - Loss(score - step)) / (2 * step), 1e-5);
            ((double)curvatures[0]).ShouldBe((Loss(score + step) - 2 * Loss(score) + Loss(score - step)) / (step * step), 1e-4);
        }
    }

    [Fact]
    public void Scores_start_where_a_constant_fits_best()
    {
        new SquaredErrorObjective([1, 2, 6]).InitialScore.ShouldBe(3);
        new LogisticObjective([0, 0, 0, 1]).InitialScore.ShouldBe(Math.Log(1.0 / 3), 1e-12);
        double.IsFinite(new LogisticObjective([1, 1]).InitialScore).ShouldBeTrue();
    }

    private static (float[] Gradients, float[] Curvatures) Differentiate(IBoostingObjective objective, double[] scores)
    {
        var (gradients, curvatures) = (new float[scores.Length], new float[scores.Length]);
        objective.Differentiate(scores, gradients, curvatures, 1);
        return (gradients, curvatures);
    }
}
