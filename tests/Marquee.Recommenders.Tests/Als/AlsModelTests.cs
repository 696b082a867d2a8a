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
    public void Counts_a_dislike_as_a_zero_of_its_own_weight()
    {
        // Items (1, 1) and (1, 0), Gram / 2 = ((1, .5), (.5, .5)); liked: the second, weight 3; disliked: the first, strength 2, weighing 4.
        // Penalty = 0.25 * (3 + 4 + 0.5 * 2) = 2; A = ((1 + 3 + 4 + 2, .5 + 4), (.5 + 4, .5 + 4 + 2)) = ((10, 4.5), (4.5, 6.5)), b = (3, 0).
        var model = new AlsModel(_options with { DislikeWeight = 2 }, new DenseMatrix(2, 2, new float[] { 1, 1, 1, 0 }));
        var scores = new float[2];
        var history = new History(new[] { 1 }, new[] { 3f }).Disliking(new[] { 0 }, new[] { 2f });
        model.Score(history, scores);
        const float determinant = 10 * 6.5f - 4.5f * 4.5f;
        scores[1].ShouldBe(3 * 6.5f / determinant, 1e-6f);
        scores[0].ShouldBe(3 * (6.5f - 4.5f) / determinant, 1e-6f);

        var explanation = model.Explain(history, 0);
        explanation.Contributions.Single().Item.ShouldBe(1);
        explanation.Score.ShouldBe(scores[0], 1e-6f);

        model.Score(new History(Array.Empty<int>()).Disliking(new[] { 0 }, new[] { 2f }), scores);
        scores.ShouldBe([0, 0]);
    }

    [Fact]
    public void Raises_weights_to_the_power_that_is_asked_for()
    {
        var factors = new DenseMatrix(2, 2, new float[] { 1, 0, 0, 2 });
        var (squared, plain) = (new float[2], new float[2]);
        new AlsModel(_options with { WeightExponent = 2 }, factors).Score(new History(new[] { 0 }, new[] { 3f }), squared);
        new AlsModel(_options, factors).Score(new History(new[] { 0 }, new[] { 9f }), plain);
        squared.ShouldBe(plain);
        new AlsModel(_options with { WeightExponent = 0 }, factors).Score(new History(new[] { 0 }, new[] { 3f }), squared);
        new AlsModel(_options, factors).Score(new History(new[] { 0 }, new[] { 1f }), plain);
        squared.ShouldBe(plain);
    }

    [Fact]
    public void Learns_from_what_was_rejected()
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < 30; user++)
        {
            for (var item = 0; item < 8; item++)
            {
                // Everybody met the first four; half of the users rejected the last four, of whom the others only know the first of these.
                var kind = item < 4 ? InteractionKinds.Watch : user % 2 == 0 ? InteractionKinds.ThumbDown : item == 4 ? InteractionKinds.Watch : null;
                if (kind is not null)
                {
                    builder.Add(new Interaction { UserId = $"u{user}", ItemId = $"i{item}", Kind = kind });
                }
            }
        }

        var snapshot = builder.Build();
        var (heard, deaf) = (Score(new AlsOptions { Factors = 4 }), Score(new AlsOptions { Factors = 4, DislikeWeight = 0 }));
        heard[4].ShouldBeLessThan(deaf[4] - .05f);

        float[] Score(AlsOptions options)
        {
            var scores = new float[8];
            AlsTrainer.Train(snapshot, options, new TrainingContext()).Score(snapshot.HistoryOf(0), scores);
            return scores;
        }
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
