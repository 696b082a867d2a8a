using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class AlsModelTests
{
    private readonly AlsOptions _options = new() { Factors = 2, Regularization = 0.25f, UnobservedWeight = 0.5f, RegularizationExponent = 1 };

    [Fact]
    public void Scores_one_entry_as_worked_by_hand()
    {
        // Items (1, 0) and (0, 2). Gram / 2 = diag(0.5, 2); penalty = 0.25 * (3 + 0.5 * 2) = 1; the entry of item 0 with weight 3 adds diag(3, 0).
        var model = new AlsModel(_options, new DenseMatrix(2, 2, new float[] { 1, 0, 0, 2 }));
        var scores = new float[2];
        model.Score(new History(new[] { 0 }, new[] { 3f }), scores);
        scores[0].ShouldBe(3f / 4.5f, 1e-6f);
        scores[1].ShouldBe(0);
    }

    [Fact]
    public void Scores_a_user_of_the_training_as_the_training_would()
    {
        var snapshot = SampleSnapshots.Tastes();
        var options = new AlsOptions { Factors = 12 };
        var model = AlsTrainer.Train(snapshot, options, new TrainingContext());
        var users = new AlsSide(snapshot.Interactions.ByUser, options);
        users.Solve(model.ItemFactors, new TrainingContext());
        var scores = new float[model.ItemCount];
        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            model.Score(snapshot.Interactions.HistoryOf(user), scores);
            for (var item = 0; item < model.ItemCount; item++)
            {
                var expected = 0f;
                for (var at = 0; at < options.Factors; at++)
                {
                    expected += users.Factors[user, at] * model.ItemFactors[item, at];
                }

                scores[item].ShouldBe(expected, 1e-4f);
            }
        }
    }

    [Fact]
    public void An_empty_history_scores_zero_and_explains_nothing()
    {
        var model = new AlsModel(_options, new DenseMatrix(2, 2, new float[] { 1, 0, 0, 2 }));
        var scores = new float[] { 7, 7 };
        model.Score(default, scores);
        scores.ShouldBe([0, 0]);
        model.Explain(default, 1).Contributions.ShouldBeEmpty();
    }

    [Fact]
    public void Similarity_is_the_cosine_of_factors()
    {
        var model = new AlsModel(_options, new DenseMatrix(4, 2, new float[] { 2, 0, 3, 3, 0, 0, -1, 0 }));
        var similar = model.Similar(0, 10);
        similar.Select(item => item.Item).ShouldBe([1, 2, 3]);
        similar[0].Score.ShouldBe(MathF.Sqrt(0.5f), 1e-6f);
        similar[1].Score.ShouldBe(0);
        similar[2].Score.ShouldBe(-1, 1e-6f);
    }

    [Fact]
    public void An_item_that_no_one_met_has_no_similar_items() =>
        new AlsModel(_options, new DenseMatrix(2, 2, new float[] { 2, 0, 0, 0 })).Similar(1, 10).ShouldBeEmpty();

    [Theory]
    [InlineData("conjugate-gradient")]
    [InlineData("block-coordinate")]
    public void Every_solver_reaches_the_accuracy_of_the_exact_one_on_MovieLens_100K(string solver)
    {
        var family = ModelCatalogue.Find("als");
        MovieLensAccuracy.Ndcg(family, family.Options.Parse([KeyValuePair.Create("solver", solver)])).ShouldBeInRange(0.466, 0.474);
    }
}
