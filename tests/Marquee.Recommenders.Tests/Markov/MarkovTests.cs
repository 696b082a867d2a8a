using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class MarkovTests
{
    private const double Tolerance = 1e-6;

    // Days on which each user met items a to d; user three met b and c at one time, b first in the data, and d at no known time.
    private static readonly (string User, string Item, double Day)[] Met =
    [
        ("one", "a", 0), ("one", "b", 1), ("one", "c", 3),
        ("two", "b", 0), ("two", "a", 4), ("two", "d", 4.5),
        ("three", "b", 7), ("three", "c", 7), ("three", "d", double.NaN),
    ];

    [Fact]
    public void Counts_what_came_next()
    {
        // a-b, b-c; b-a, a-d; d-b, b-c.
        var model = Train(Plain with { Window = 1 });
        After(model, "a").ShouldBe([0, .5f, 0, .5f], Tolerance);
        After(model, "b").ShouldBe([1 / 3f, 0, 2 / 3f, 0], Tolerance);
        After(model, "c").ShouldBe([0, 0, 0, 0], Tolerance);
        After(model, "d").ShouldBe([0, 1, 0, 0], Tolerance);
    }

    [Fact]
    public void Counts_later_items_of_the_window_less()
    {
        // From b: user two went on to a and then to d, which counts a half; users one and three to c.
        var model = Train(Plain with { Window = 2, WindowDecay = .5 });
        After(model, "b").ShouldBe([1 / 3.5f, 0, 2 / 3.5f, .5f / 3.5f], Tolerance);
        After(model, "a").ShouldBe([0, 1 / 2.5f, .5f / 2.5f, 1 / 2.5f], Tolerance);
    }

    [Fact]
    public void Counts_what_came_before_alike_where_both_directions_do() =>
        After(Train(Plain with { Window = 1, Direction = MarkovDirection.Both }), "b").ShouldBe([2 / 5f, 0, 2 / 5f, 1 / 5f], Tolerance);

    [Fact]
    public void Counts_a_transition_over_a_long_time_less()
    {
        // b-c after 2 days and at once, b-a after 4; the time between d and b is unknown.
        var model = Train(Plain with { Window = 1, GapHalfLife = 2 });
        After(model, "b").ShouldBe([.25f / 1.75f, 0, 1.5f / 1.75f, 0], Tolerance);
        After(model, "d").ShouldBe([0, 1, 0, 0], Tolerance);
    }

    [Fact]
    public void Distrusts_rare_items_and_holds_popularity_against_what_follows()
    {
        // Three users met b and two a, c and d.
        var model = Train(Plain with { Window = 1, Shrinkage = 2, PopularityExponent = .5 });
        After(model, "a").ShouldBe([0, 1 / 4f / MathF.Sqrt(3), 0, 1 / 4f / MathF.Sqrt(2)], Tolerance);
        After(model, "d").ShouldBe([0, 1 / 3f / MathF.Sqrt(3), 0, 0], Tolerance);
    }

    [Fact]
    public void Keeps_the_likeliest_only() => After(Train(Plain with { Window = 1, Neighbours = 1 }), "b").ShouldBe([0, 0, 2 / 3f, 0], Tolerance);

    [Fact]
    public void The_last_items_of_a_history_count_most()
    {
        var snapshot = Snapshot();
        const long day = 86_400_000;
        var history = new History(Indices(snapshot, "b", "a", "d"), default, new[] { 2 * day, 6 * day, EventLog.NoTime });

        // a is the newest, then b, then d, of which nobody knows when.
        Scores(Plain with { Window = 1, ProfileDecay = .5 }, history).ShouldBe([.5f / 3, .5f + .25f, .5f * 2 / 3, .5f], Tolerance);
        Scores(Plain with { Window = 1, ProfileDecay = .5, ProfileItems = 2 }, history).ShouldBe([.5f / 3, .5f, .5f * 2 / 3, .5f], Tolerance);
        Scores(Plain with { Window = 1, ProfileHalfLife = 4, ProfileItems = 2 }, history).ShouldBe([.5f / 3, .5f, .5f * 2 / 3, .5f], Tolerance);
        Scores(Plain with { Window = 1, ProfileHalfLife = 4, ProfileItems = 1 }, history.In(new HistoryContext { Now = 10 * day })).ShouldBe([0, .25f, 0, .25f], Tolerance);
    }

    [Fact]
    public void Similar_items_are_those_that_follow()
    {
        var snapshot = Snapshot();
        var (b, c, a) = (snapshot.ItemIds.IndexOf("b"), snapshot.ItemIds.IndexOf("c"), snapshot.ItemIds.IndexOf("a"));
        Train(Plain with { Window = 1 }).Similar(b, 5).Select(similar => similar.Item).ShouldBe([c, a]);
    }

    private static MarkovOptions Plain { get; } = new() { Window = 1, WindowDecay = 1, Shrinkage = 0, PopularityExponent = 0, ProfileDecay = 1 };

    private static Snapshot Snapshot()
    {
        var builder = new SnapshotBuilder();
        foreach (var item in new[] { "a", "b", "c", "d" })
        {
            builder.Add(new Item { Id = item });
        }

        foreach (var (user, item, day) in Met)
        {
            builder.Add(new Interaction
            {
                UserId = user,
                ItemId = item,
                Kind = InteractionKinds.Rating,
                Time = double.IsNaN(day) ? null : SampleSnapshots.Start.AddDays(day),
            });
        }

        return builder.Build();
    }

    private static MarkovModel Train(MarkovOptions options) => MarkovTrainer.Train(Snapshot(), options, new TrainingContext());

    private static int[] Indices(Snapshot snapshot, params string[] items) => Array.ConvertAll(items, snapshot.ItemIds.IndexOf);

    private static float[] Scores(MarkovOptions options, History history)
    {
        var scores = new float[4];
        Train(options).Score(history, scores);
        return scores;
    }

    private static float[] After(MarkovModel model, string item)
    {
        var scores = new float[model.ItemCount];
        model.Score(new History(Indices(Snapshot(), item)), scores);
        return scores;
    }
}
