namespace Marquee.Evaluation.Tests.Ratings;

public class RatingDecisionsTests
{
    // One user with ratings 5, 4, 3, 2 and one with 4, 1.
    private static readonly RatingTask Task = new(
        Small.Snapshot(4),
        [new(0, default, new[] { 0, 1, 2, 3 }, new[] { 5f, 4, 3, 2 }), new(1, default, new[] { 0, 1 }, new[] { 4f, 1 })]);

    private static readonly float[][] Estimates = [[4, 3, 3.8f, 1], [3, 2]];

    [Fact]
    public void Of_the_best_rated_items_those_above_the_threshold_are_recommended()
    {
        // First: of 4 and 3.8 both are recommended, one is relevant of two. Second: of 3 and 2 nothing is recommended, one is relevant.
        var figures = RatingDecisions.AmongRated(Task, Estimates, 2, 3.5, recommendFrom: 3.5);
        figures.Precision.ShouldBe((0.5 + 0) / 2);
        figures.Recall.ShouldBe((0.5 + 0) / 2);
        figures.F1.ShouldBe(0.25);
    }

    [Fact]
    public void Without_a_threshold_all_of_the_best_are_recommended()
    {
        // Second: both are recommended, one is relevant of one.
        var figures = RatingDecisions.AmongRated(Task, Estimates, 2, 3.5, recommendFrom: null);
        figures.Precision.ShouldBe((0.5 + 0.5) / 2);
        figures.Recall.ShouldBe((0.5 + 1) / 2);
        figures.F1.ShouldBe(2 * 0.5 * 0.75 / 1.25, 1e-12);
    }

    [Fact]
    public void Ties_go_against_the_model() =>
        RatingDecisions.AmongRated(Task, [[1, 1, 1, 1], [1, 1]], 1, 3.5, recommendFrom: null).ShouldBe(new PrecisionRecall(0, 0, 0));

    [Fact]
    public void A_user_with_nothing_relevant_has_a_recall_of_zero() =>
        RatingDecisions.AmongRated(new RatingTask(Small.Snapshot(1), [new(0, default, new[] { 0 }, new[] { 1f })]), [[5]], 5, 3.5, 3.5).ShouldBe(new PrecisionRecall(0, 0, 0));

    [Fact]
    public void In_one_pot_every_rating_is_a_decision()
    {
        // Taken: 4 and 3.8 of the first; liked: 5, 4 and 4; right: one.
        var figures = RatingDecisions.Pooled(Task, Estimates, 3.5);
        figures.Precision.ShouldBe(1.0 / 2);
        figures.Recall.ShouldBe(1.0 / 3);
        figures.F1.ShouldBe(0.4, 1e-12);
        RatingDecisions.Pooled(Task, Estimates, 5).ShouldBe(new PrecisionRecall(0, 0, 0));
    }
}
