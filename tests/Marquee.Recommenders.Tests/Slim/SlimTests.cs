using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class SlimTests
{
    // Item 0: users 0 to 3; item 1: users 0, 1 and 2; item 2: user 4 alone.
    private static readonly Snapshot Three = SampleSnapshots.FromPairs(5, 3, [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (4, 2)]);

    [Fact]
    public void Two_items_are_as_worked_by_hand()
    {
        // Three common users, less the sparsity, over the item's own users and the regularization.
        var model = SlimTrainer.Train(Three, new SlimOptions { Regularization = 2, Sparsity = 1 }, new TrainingContext());
        Weights(model)[1, 0].ShouldBe((3 - 1f) / (3 + 2), 1e-6f);
        Weights(model)[0, 1].ShouldBe((3 - 1f) / (4 + 2), 1e-6f);
        model.WeightCount.ShouldBe(2);
        model.Similar(0, 5).ShouldBe([new ScoredItem(1, (3 - 1f) / (3 + 2))]);
        model.Similar(2, 5).ShouldBeEmpty();

        SlimTrainer.Train(Three, new SlimOptions { Regularization = 2, Sparsity = 3 }, new TrainingContext()).WeightCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(false, false, 1)]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 4)]
    public void Weights_cannot_be_improved(bool nonnegative, bool useWeights, double sparsity)
    {
        var snapshot = SampleSnapshots.Tastes();
        var options = new SlimOptions { Nonnegative = nonnegative, WeightExponent = useWeights ? 1 : 0, Sparsity = sparsity, Regularization = 3, Epochs = 1000 };
        var model = SlimTrainer.Train(snapshot, options, new TrainingContext());
        var weights = Weights(model);
        var byUser = snapshot.Interactions.ByUser;
        var gram = SparseGram.Compute(useWeights ? byUser : byUser.WithValues([.. Enumerable.Repeat(1f, byUser.NonZeros)]));
        var negative = 0;
        for (var target = 0; target < model.ItemCount; target++)
        {
            weights[target, target].ShouldBe(0);
            for (var item = 0; item < model.ItemCount; item++)
            {
                if (item == target)
                {
                    continue;
                }

                // How much less the squares and the squared penalty get for a little more weight: the conditions of Karush, Kuhn and Tucker.
                var slope = gram[item, target] - 3.0 * weights[item, target];
                for (var other = 0; other < model.ItemCount; other++)
                {
                    slope -= (double)gram[item, other] * weights[other, target];
                }

                var tolerance = 1e-3 * (1 + gram[item, item]);
                switch (weights[item, target])
                {
                    case > 0:
                        slope.ShouldBe(sparsity, tolerance);
                        break;
                    case < 0:
                        nonnegative.ShouldBeFalse();
                        negative++;
                        slope.ShouldBe(-sparsity, tolerance);
                        break;
                    default:
                        // An item without a common user gets no weight, even where a negative one would pay.
                        if (gram[item, target] > 0)
                        {
                            slope.ShouldBeInRange(nonnegative ? double.NegativeInfinity : -sparsity - tolerance, sparsity + tolerance);
                        }

                        break;
                }
            }
        }

        (negative > 0).ShouldBe(!nonnegative);
    }

    [Fact]
    public void Without_sparsity_and_sign_it_is_ridge_regression()
    {
        // Everything that ease solves in closed form, but for the items without a common user, which slim leaves out: here there are none.
        var snapshot = SampleSnapshots.FromPairs(6, 3, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 1), (2, 2), (3, 0), (3, 2), (4, 0), (5, 2)]);
        var slim = Weights(SlimTrainer.Train(snapshot, new SlimOptions { Sparsity = 0, Nonnegative = false, Regularization = 2 }, new TrainingContext()));
        var ease = Weights(EaseTrainer.Train(snapshot, new EaseOptions { Regularization = 2 }, new TrainingContext()));
        slim.Span.ToArray().ShouldBe(ease.Span.ToArray(), 1e-4);
    }

    [Fact]
    public void Each_item_is_predicted_by_those_that_alone_predict_it_best()
    {
        var snapshot = SampleSnapshots.Tastes();
        var gram = SparseGram.Compute(snapshot.Interactions.ByUser.WithValues([.. Enumerable.Repeat(1f, snapshot.Interactions.Count)]));
        var weights = Weights(SlimTrainer.Train(snapshot, new SlimOptions { Neighbours = 5, Sparsity = 0, Regularization = 10 }, new TrainingContext()));
        for (var target = 0; target < weights.Rows; target++)
        {
            var best = Enumerable.Range(0, weights.Rows).Where(item => item != target)
                .OrderByDescending(item => gram[item, target] * gram[item, target] / (gram[item, item] + 10)).Take(5).ToArray();
            Enumerable.Range(0, weights.Rows).Where(item => weights[item, target] != 0).ShouldBeSubsetOf(best);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40 * 4 * 7)]
    public void Gives_the_same_bits_however_many_rows_of_the_Gram_matrix_fit_in_memory(long bytes)
    {
        var interactions = SampleSnapshots.Tastes().Interactions.ByUser;
        var options = new SlimOptions { WeightExponent = 1, Regularization = 3 };
        var expected = Weights(SlimTrainer.Train(interactions, options, new TrainingContext(), long.MaxValue));
        Weights(SlimTrainer.Train(interactions, options, new TrainingContext(), bytes)).Span.ToArray().ShouldBe(expected.Span.ToArray());
    }

    [Fact]
    public void A_heavier_history_scores_higher_only_where_weights_are_used()
    {
        foreach (var (useWeights, factor) in new[] { (false, 1f), (true, 3f) })
        {
            var model = SlimTrainer.Train(Three, new SlimOptions { Regularization = 2, Sparsity = 1, WeightExponent = useWeights ? 1 : 0 }, new TrainingContext());
            var scores = new float[3];
            model.Score(new History(new[] { 1 }, new[] { 3f }), scores);
            scores.ShouldBe([factor * (3 - 1f) / (3 + 2), 0, 0], 1e-6);
        }
    }

    // Element (i, j): with which weight item i predicts item j.
    private static DenseMatrix Weights(IRecommender model)
    {
        var weights = new DenseMatrix(model.ItemCount, model.ItemCount);
        for (var item = 0; item < model.ItemCount; item++)
        {
            model.Score(new History(new[] { item }), weights.Row(item));
        }

        return weights;
    }
}
