using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Ratings;

public class RatingEvaluatorTests
{
    private sealed class Constant(float rating) : IRatingPredictor
    {
        public RatingScale Scale => new(0, 5);

        public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions) => predictions.Fill(new RatingPrediction(rating, 1));
    }

    private sealed class Dated : IRatingPredictor
    {
        public List<long> Told { get; } = [];

        public RatingScale Scale => new(1, 5);

        public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions) => throw new NotSupportedException();

        public RatingDistribution[] Distributions(in History history, ReadOnlySpan<int> items, ReadOnlySpan<long> times = default)
        {
            Told.AddRange(times);
            return [.. items.ToArray().Select(_ => RatingDistribution.Discrete([1, 2, 3, 4, 5], [0.1, 0.1, 0.2, 0.4, 0.2]))];
        }
    }

    [Fact]
    public void Errors_are_pooled_over_ratings_not_averaged_over_users()
    {
        // User 1 is off by 1, 1 and 3; user 2 by 2.
        RatingCase[] cases = [new(1, default, new[] { 0, 1, 2 }, new[] { 2f, 4, 0 }), new(2, default, new[] { 0 }, new[] { 5f })];
        var metrics = RatingEvaluator.Evaluate(new Constant(3), new RatingTask(Small.Snapshot(3), cases), cancellationToken: TestContext.Current.CancellationToken);
        metrics.Select(metric => metric.Key).ShouldBe(["rmse", "mae", "within90"]);
        metrics[0].Mean.ShouldBe(Math.Sqrt((1 + 1 + 9 + 4) / 4.0), 1e-12);
        metrics[1].Mean.ShouldBe((1 + 1 + 3 + 2) / 4.0, 1e-12);
        metrics[1].Values.ToArray().ShouldBe([5 / 3.0, 2]);
    }

    [Fact]
    public void A_rating_is_covered_as_far_as_it_lies_in_the_interval()
    {
        // 3 +- 1 means from 1.355 to 4.645: 2, 4 and 3 of user 1 lie there, 0 does not; 5 of user 2 does not.
        RatingCase[] cases = [new(1, default, new[] { 0, 1, 2, 0 }, new[] { 2f, 4, 0, 3 }), new(2, default, new[] { 0 }, new[] { 5f })];
        var within = RatingEvaluator.Evaluate(new Constant(3), new RatingTask(Small.Snapshot(3), cases), cancellationToken: TestContext.Current.CancellationToken)[2];
        within.Values.ToArray().ShouldBe([0.75, 0]);
        within.Mean.ShouldBe(0.6, 1e-12);

        // 1 to 5 with .1 .1 .2 .4 .2 means from 1 to 5.25: half of 1, all of 4, three quarters of 5.
        within = RatingEvaluator.Evaluate(new Dated(), new RatingTask(Small.Snapshot(3), [new(1, default, new[] { 0, 1, 2 }, new[] { 1f, 4, 5 }, new[] { 7L, 8, 9 })]), cancellationToken: TestContext.Current.CancellationToken)[2];
        within.Mean.ShouldBe((0.5 + 1 + 0.75) / 3, 1e-6);
    }

    [Fact]
    public void Models_are_told_when_each_rating_was_given()
    {
        var model = new Dated();
        _ = RatingEvaluator.Predict(model, new RatingTask(Small.Snapshot(3), [new(1, default, new[] { 2, 1 }, new[] { 1f, 4 }, new[] { 7L, 8 })]), 1, TestContext.Current.CancellationToken);
        model.Told.ShouldBe([7L, 8]);
    }

    [Fact]
    public void Held_out_pairs_may_be_told_without_their_ratings()
    {
        var builder = new SnapshotBuilder();
        foreach (var (user, item, stars) in new[] { ("a", "x", 1f), ("a", "y", 2f), ("b", "x", 3f) })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Value = stars, Time = DateTimeOffset.FromUnixTimeMilliseconds(5) });
        }

        var task = RatingTask.HoldOut(builder.Build(InteractionWeighting.Everything), [(0, 1)], tellsPairs: true);
        task.Train.Interactions.Count.ShouldBe(3);
        task.Train.Interactions.Ratings.ToArray().ShouldBe([1, float.NaN, 3]);
        var one = task.Cases.ShouldHaveSingleItem();
        one.History.Items.ToArray().ShouldBe([0, 1]);
        one.History.Ratings.ToArray().ShouldBe([1, float.NaN]);
        (one.Items.Span[0], one.Ratings.Span[0], one.Times.Span[0]).ShouldBe((1, 2f, 5L));
    }

    [Fact]
    public void No_ratings_have_no_error() =>
        RatingEvaluator.Evaluate(new Constant(3), new RatingTask(Small.Snapshot(3), [new(1, default, Array.Empty<int>(), Array.Empty<float>())]), cancellationToken: TestContext.Current.CancellationToken)
            .ShouldAllBe(metric => double.IsNaN(metric.Mean));

    [Fact]
    public void Held_out_pairs_are_asked_and_not_learnt_even_of_users_of_whom_nothing_is_left()
    {
        var builder = new SnapshotBuilder();
        foreach (var (user, item, stars) in new[] { ("a", "x", 1f), ("a", "y", 2f), ("b", "x", 3f), ("c", "y", 4f) })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Value = stars });
        }

        var task = RatingTask.HoldOut(builder.Build(InteractionWeighting.Everything), [(0, 1), (1, 0)], "fold");
        task.Variant.ShouldBe("fold");
        task.Train.Interactions.Count.ShouldBe(2);
        task.Cases.Select(one => (one.User, one.Items.Span[0], one.Ratings.Span[0], one.History.Count)).ShouldBe([(0, 1, 2f, 1), (1, 0, 3f, 0)]);
    }
}
