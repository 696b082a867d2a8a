using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Ratings;

public class RatingEvaluatorTests
{
    private sealed class Constant(float rating) : IRatingPredictor
    {
        public RatingPrediction Predict(in History history, int item) => new(rating, 1);
    }

    [Fact]
    public void Errors_are_pooled_over_ratings_not_averaged_over_users()
    {
        // User 1 is off by 1, 1 and 3; user 2 by 2.
        RatingCase[] cases = [new(2, default, 0, 5), new(1, default, 0, 2), new(1, default, 1, 4), new(1, default, 2, 0)];
        var metrics = RatingEvaluator.Evaluate(new Constant(3), cases);
        metrics.Select(metric => metric.Key).ShouldBe(["rmse", "mae"]);
        metrics[0].Mean.ShouldBe(Math.Sqrt((1 + 1 + 9 + 4) / 4.0), 1e-12);
        metrics[1].Mean.ShouldBe((1 + 1 + 3 + 2) / 4.0, 1e-12);
        metrics[1].Values.ToArray().ShouldBe([5 / 3.0, 2]);
    }

    [Fact]
    public void No_ratings_have_no_error() => RatingEvaluator.Evaluate(new Constant(3), []).ShouldAllBe(metric => double.IsNaN(metric.Mean));
}
