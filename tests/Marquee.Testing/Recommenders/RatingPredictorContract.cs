using Marquee.Data;
using Marquee.Recommenders;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every model family that predicts ratings promises, besides what every family does.</summary>
/// <param name="familyName">The family's name in the catalogue.</param>
public abstract class RatingPredictorContract(string familyName) : RecommenderContract(familyName)
{
    private static readonly Snapshot Stars = SampleSnapshots.Tastes();

    /// <summary>Between which values RMSE lies on the split of <see cref="MovieLensAccuracy"/>, with <see cref="RecommenderContract.AccuracyOptions"/>.</summary>
    protected abstract (double Minimum, double Maximum) ErrorBand { get; }

    /// <summary>Why items count that were met and not rated; nothing where they must not.</summary>
    protected virtual string? WhyUnratedItemsCount => null;

    /// <inheritdoc/>
    protected override string WhyNotPersonal => "A rating model learns from how much items were liked, not from which were met; on the checkerboard everything is liked alike.";

    [Fact]
    public void Knows_the_scale_of_its_training_data() => Predictor(Stars).Scale.ShouldBe(new RatingScale(1, 5));

    [Fact]
    public void Expects_ratings_within_the_scale_of_any_user_and_item()
    {
        var model = Predictor(Stars);
        foreach (var history in SomeHistories())
        {
            var predictions = Predict(model, history, [0, 7, 39, 40, -1, int.MaxValue]);
            predictions.ShouldAllBe(prediction => prediction.Mean >= 1 && prediction.Mean <= 5 && float.IsFinite(prediction.StandardDeviation) && prediction.StandardDeviation > 0);
        }
    }

    [Fact]
    public void Expects_what_it_scores_cut_to_the_scale()
    {
        var model = Train(Stars);
        foreach (var history in SomeHistories())
        {
            var scores = Scores(model, history);
            var predictions = Predict((IRatingPredictor)model, history, [.. Enumerable.Range(0, model.ItemCount)]);
            for (var item = 0; item < scores.Length; item++)
            {
                predictions[item].Mean.ShouldBe(Math.Clamp(scores[item], 1, 5), 1e-4f);
            }
        }
    }

    [Fact]
    public void Says_how_likely_each_rating_is_as_it_predicts_it()
    {
        var model = Predictor(Stars);
        foreach (var history in SomeHistories())
        {
            int[] items = [0, 7, 39, 40];
            var distributions = model.Distributions(history, items);
            distributions.Select(distribution => distribution.Prediction).ShouldBe(Predict(model, history, items));
            foreach (var distribution in distributions)
            {
                var (low, high) = distribution.Interval(0.9);
                low.ShouldBeLessThan(high);
                distribution.Quantile(0.5).ShouldBeInRange(low, high);
                distribution.Covers(distribution.Values.IsEmpty ? distribution.Mean : distribution.Quantile(0.5), 0.9).ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void Predicts_many_items_as_it_predicts_each()
    {
        var model = Predictor(Stars);
        var history = Stars.Interactions.HistoryOf(3);
        var many = Predict(model, history, [5, 40, 0, 5]);
        many.ShouldBe([model.Predict(history, 5), model.Predict(history, 40), model.Predict(history, 0), model.Predict(history, 5)]);
        Predict(model, history, []).ShouldBeEmpty();
    }

    [Fact]
    public void Takes_an_item_that_it_does_not_know_for_any_other_one_and_is_less_sure_of_it()
    {
        var model = Predictor(Stars);
        foreach (var history in SomeHistories())
        {
            var unknown = Predict(model, history, [40, -1, 1000]);
            unknown.ShouldAllBe(prediction => prediction == unknown[0]);
            var known = Predict(model, history, [.. Enumerable.Range(0, 40)]);
            unknown[0].Mean.ShouldBeInRange(known.Min(prediction => prediction.Mean), known.Max(prediction => prediction.Mean));
            unknown[0].StandardDeviation.ShouldBeGreaterThan(known.Min(prediction => prediction.StandardDeviation));
        }
    }

    [Fact]
    public void Takes_whoever_rated_nothing_that_it_knows_for_a_stranger()
    {
        var model = Predictor(Stars);
        int[] items = [0, 1, 2, 40];
        var stranger = Predict(model, default, items);
        Predict(model, new History(new[] { 40, 41 }).Rated(new[] { 1f, 5f }), items).ShouldBe(stranger);
        Assert.SkipWhen(WhyUnratedItemsCount is not null, WhyUnratedItemsCount ?? string.Empty);
        Predict(model, new History(new[] { 3, 4 }).Rated(new[] { float.NaN, float.NaN }), items).ShouldBe(stranger);
        Predict(model, new History(new[] { 3, 4 }, new[] { 5f, 5f }), items).ShouldBe(stranger, "weights are no ratings where ratings were learnt from");
    }

    [Fact]
    public void Expects_more_of_who_rates_high()
    {
        var model = Predictor(Stars);
        var items = Enumerable.Range(0, 10).ToArray();
        var (high, low) = (new History(items).Rated(items.Select(_ => 5f).ToArray()), new History(items).Rated(items.Select(_ => 1f).ToArray()));
        for (var item = 10; item < 40; item++)
        {
            model.Predict(high, item).Mean.ShouldBeGreaterThan(model.Predict(low, item).Mean);
        }
    }

    [Fact]
    public void Looks_at_ratings_however_they_are_weighed()
    {
        var equal = Stars.WithWeighting(InteractionWeighting.Everything);
        var (model, same) = (Predictor(Stars), Predictor(equal));
        for (var user = 0; user < 10; user++)
        {
            Predict(same, equal.Interactions.HistoryOf(user), [1, 2, 3]).ShouldBe(Predict(model, Stars.Interactions.HistoryOf(user), [1, 2, 3]));
        }
    }

    [Fact]
    public void Takes_weights_for_ratings_where_nothing_is_rated()
    {
        var builder = new SnapshotBuilder();
        for (var e = 0; e < 60; e++)
        {
            builder.Add(new Interaction { UserId = $"{e % 6}", ItemId = $"{e / 6}", Kind = InteractionKinds.Watch, Progress = e % 6 < 3 ? 0.9f : 0.3f });
        }

        var watched = builder.Build();
        var model = Predictor(watched);
        model.Scale.ShouldBe(new RatingScale(0.3f, 0.9f));
        model.Predict(watched.Interactions.HistoryOf(0), 2).Mean.ShouldBeGreaterThan(model.Predict(watched.Interactions.HistoryOf(5), 2).Mean + 0.2f);
    }

    [Fact]
    public void Loads_what_it_saved_with_equal_predictions()
    {
        var model = Train(Stars);
        var artifact = new MemoryArtifact();
        ModelArchive.Save(Family, model, Stars.ItemIds, artifact);
        var loaded = (IRatingPredictor)ModelArchive.Load(artifact.Open(), Stars.ItemIds).Model;
        loaded.Scale.ShouldBe(new RatingScale(1, 5));
        foreach (var history in SomeHistories())
        {
            Predict(loaded, history, [0, 1, 2, 40]).ShouldBe(Predict((IRatingPredictor)model, history, [0, 1, 2, 40]));
        }
    }

    [Fact]
    public void Predicts_ratings_of_MovieLens_100K_and_knows_how_sure_it_is()
    {
        var (error, surprise) = MovieLensAccuracy.RatingError(Family, AccuracyOptions);
        error.ShouldBeInRange(ErrorBand.Minimum, ErrorBand.Maximum);
        // The mean squared error in units of the predicted variance: 1 where deviations are right.
        surprise.ShouldBeInRange(0.85, 1.15);
    }

    private static IEnumerable<History> SomeHistories() =>
        [Stars.Interactions.HistoryOf(0), Stars.Interactions.HistoryOf(17), new History(new[] { 1, 900, 30 }).Rated(new[] { 2f, 5f, float.NaN }), new History(new[] { 900 }), default];

    private static RatingPrediction[] Predict(IRatingPredictor model, History history, int[] items)
    {
        var predictions = new RatingPrediction[items.Length];
        model.Predict(history, items, predictions);
        return predictions;
    }

    private IRatingPredictor Predictor(Snapshot snapshot) => Train(snapshot).ShouldBeAssignableTo<IRatingPredictor>()!;
}
