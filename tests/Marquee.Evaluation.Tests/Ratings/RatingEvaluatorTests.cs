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

    [Fact]
    public void Errors_are_pooled_over_ratings_not_averaged_over_users()
    {
        // User 1 is off by 1, 1 and 3; user 2 by 2.
        RatingCase[] cases = [new(1, default, new[] { 0, 1, 2 }, new[] { 2f, 4, 0 }), new(2, default, new[] { 0 }, new[] { 5f })];
        var metrics = RatingEvaluator.Evaluate(new Constant(3), new RatingTask(Small.Snapshot(3), cases), cancellationToken: TestContext.Current.CancellationToken);
        metrics.Select(metric => metric.Key).ShouldBe(["rmse", "mae"]);
        metrics[0].Mean.ShouldBe(Math.Sqrt((1 + 1 + 9 + 4) / 4.0), 1e-12);
        metrics[1].Mean.ShouldBe((1 + 1 + 3 + 2) / 4.0, 1e-12);
        metrics[1].Values.ToArray().ShouldBe([5 / 3.0, 2]);
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
