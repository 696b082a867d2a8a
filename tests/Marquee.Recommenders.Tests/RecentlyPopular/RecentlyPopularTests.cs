using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class RecentlyPopularTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Counts_the_newest_share_of_the_interactions() =>
        Scores(new RecentlyPopularOptions { WindowFraction = .5, Smoothing = 0 }).ShouldBe([0, 2, 1, 0]);

    [Fact]
    public void Orders_what_is_not_recent_by_its_whole_past() =>
        Scores(new RecentlyPopularOptions { WindowFraction = .5, Smoothing = .5 }).ShouldBe([.5f, 2 + .5f, 1 + .25f, 0]);

    [Fact]
    public void Lets_interactions_fade_by_half_after_the_half_life() =>
        Scores(new RecentlyPopularOptions { WindowFraction = 1, HalfLifeDays = 10, Smoothing = 0 }).ShouldBe([.25f + .125f, .5f + 1, .5f, 0], 1e-6f);

    [Fact]
    public void Counts_what_users_met_on_their_first_day_by_the_weight_of_newcomers() =>
        Scores(new RecentlyPopularOptions { WindowFraction = 1, NewcomerWeight = .25, Smoothing = 0 }).ShouldBe([.25f + .25f, 2, .25f, 0]);

    [Fact]
    public void Takes_all_interactions_at_the_moment_where_the_window_begins() =>
        Scores(new RecentlyPopularOptions { WindowFraction = .3, Smoothing = 0 }).ShouldBe([0, 2, 1, 0]);

    [Fact]
    public void Is_plain_popularity_where_no_times_are_known()
    {
        var builder = new SnapshotBuilder();
        foreach (var (user, item) in new[] { ("a", "x"), ("b", "x"), ("a", "y") })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating });
        }

        Scores(builder, new RecentlyPopularOptions { Smoothing = 1 }).ShouldBe([1, .5f]);
    }

    [Fact]
    public void Counts_an_interaction_without_a_time_in_the_past_only()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Interaction { UserId = "a", ItemId = "x", Kind = InteractionKinds.Rating });
        builder.Add(new Interaction { UserId = "a", ItemId = "y", Kind = InteractionKinds.Rating, Time = Start });

        Scores(builder, new RecentlyPopularOptions { WindowFraction = 1, Smoothing = .5 }).ShouldBe([.5f, 1.5f]);
    }

    // Item 0 on days -20 and -30, item 1 on days -10 and 0, item 2 on day -10, item 3 never.
    private static float[] Scores(RecentlyPopularOptions options)
    {
        var builder = new SnapshotBuilder();
        foreach (var item in new[] { "0", "1", "2", "3" })
        {
            builder.Add(new Item { Id = item });
        }

        foreach (var (user, item, day) in new[] { ("a", "0", -20), ("b", "0", -30), ("a", "1", -10), ("b", "1", 0), ("c", "2", -10) })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Time = Start.AddDays(day) });
        }

        return Scores(builder, options);
    }

    private static float[] Scores(SnapshotBuilder builder, RecentlyPopularOptions options)
    {
        var model = RecentlyPopularTrainer.Train(builder.Build(), options, new TrainingContext());
        var scores = new float[model.ItemCount];
        model.Score(default, scores);
        return scores;
    }
}
