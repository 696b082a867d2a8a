using Marquee.Data;

namespace Marquee.Evaluation.Tests;

public sealed class LoggedListsTests
{
    private const long Hour = 3_600_000;
    private const long Later = 1000 * Hour;

    [Fact]
    public void Counts_a_half_watched_item_a_thumb_and_a_place_on_the_list_as_one_each()
    {
        var snapshot = Snapshot(Watch(0, 10 * Hour, 0.5f), Watch(1, 10 * Hour, 0.49f), Event(2, 11 * Hour, InteractionKinds.ThumbUp), Event(2, 12 * Hour, InteractionKinds.ListAdd), Event(3, 11 * Hour, InteractionKinds.ThumbDown));
        Rewards(snapshot, Served.List(0, [0, 1, 2, 3], time: 9 * Hour)).ShouldBe([[1, 0, 1, 0]]);
    }

    [Fact]
    public void Counts_what_happens_in_the_window_and_nothing_before_or_after()
    {
        var snapshot = Snapshot(Watch(0, 9 * Hour, 1), Watch(1, 10 * Hour, 1), Watch(2, 34 * Hour, 1), Watch(3, 34 * Hour + 1, 1));
        Rewards(snapshot, Served.List(0, [0, 1, 2, 3], time: 10 * Hour)).ShouldBe([[0, 1, 1, 0]]);
    }

    [Fact]
    public void Counts_an_event_for_the_last_list_that_showed_its_item()
    {
        var snapshot = Snapshot(Watch(0, 12 * Hour, 1), Watch(1, 12 * Hour, 1));
        Rewards(
            snapshot,
            Served.List(0, [0, 1], time: 9 * Hour), Served.List(0, [0, 2], time: 10 * Hour), Served.List(0, [3], time: 11 * Hour), Served.List(0, [0], time: 13 * Hour))
            .ShouldBe([[0, 1], [1, 0], [0], [0]]);
    }

    [Fact]
    public void Lets_another_surface_take_what_came_from_it()
    {
        var snapshot = Snapshot(Watch(0, 12 * Hour, 1));
        var lists = LoggedLists.Gather(
            [Served.List(0, [0], time: 9 * Hour), Served.List(0, [0], time: 10 * Hour, surface: "home/new")], snapshot, RewardRule.Default, Later, "recommend");
        lists.Lists.ShouldHaveSingleItem().Rewards.ShouldBe([0]);
        lists.LeftOut.ShouldBe([KeyValuePair.Create("of other surfaces, such as home/new", 1)]);
        LoggedLists.Gather([Served.List(0, [0], time: 10 * Hour, surface: "home/new")], snapshot, RewardRule.Default, Later, "home").Lists.ShouldHaveSingleItem();
        LoggedLists.Gather([Served.List(0, [0], time: 10 * Hour, surface: "homely")], snapshot, RewardRule.Default, Later, "home").Lists.ShouldBeEmpty();
    }

    [Fact]
    public void Gives_only_events_of_the_same_user()
    {
        var builder = Builder();
        builder.Add(new User { Id = "u1" });
        builder.Add(Watch(0, 10 * Hour, 1) with { UserId = "u1" });
        Rewards(builder.Build(), Served.List(0, [0], time: 9 * Hour), Served.List(1, [0], time: 9 * Hour)).ShouldBe([[0], [1]]);
    }

    [Fact]
    public void Adds_up_weights_where_the_rule_is_not_binary()
    {
        var rule = new RewardRule
        {
            Weighting = new InteractionWeighting { Kinds = new Dictionary<string, KindWeight> { [InteractionKinds.ThumbUp] = new() { Weight = 2 }, [InteractionKinds.ThumbDown] = new() { Weight = -4 } } },
            Window = TimeSpan.FromHours(2),
        };
        var snapshot = Snapshot(Event(0, 10 * Hour, InteractionKinds.ThumbUp), Event(0, 11 * Hour, InteractionKinds.ThumbDown), Event(0, 12 * Hour, InteractionKinds.ThumbUp));
        LoggedLists.Gather([Served.List(0, [0], time: 9 * Hour)], snapshot, rule, Later).Lists[0].Rewards.ShouldBe([-2]);
    }

    [Fact]
    public void Leaves_out_what_cannot_be_judged_and_says_how_much()
    {
        var builder = Builder();
        builder.Add(new User { Id = "shy", OptedOut = true });
        var lists = LoggedLists.Gather(
            [
                Served.List(-1, [0]), Served.List(1, [0]), Served.List(2, [0]), Served.List(0, [0], offset: 10), Served.List(0, [0], time: Later - Hour), Served.List(0, []),
                Served.List(0, [0], [0]), Served.List(0, [0], [1.5f]), Served.List(0, [0, 1], [0.5f]), Served.List(0, [0], [float.NaN]), Served.List(0, [0], [1]),
            ],
            builder.Build(),
            RewardRule.Default,
            Later);
        lists.Lists.ShouldHaveSingleItem();
        lists.LeftOut.ToDictionary().ShouldBe(
            new Dictionary<string, int>
            {
                ["of nobody known"] = 3,
                ["later pages"] = 1,
                ["so new that rewards may still come"] = 1,
                ["empty"] = 1,
                ["without a propensity above 0 and at most 1 for each item"] = 4,
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Refuses_a_window_of_no_time() => Should.Throw<ArgumentOutOfRangeException>(() => new RewardRule { Window = TimeSpan.Zero });

    private static double[][] Rewards(Snapshot snapshot, params ServedList[] lists) =>
        [.. LoggedLists.Gather(lists, snapshot, RewardRule.Default, Later).Lists.Select(list => list.Rewards)];

    private static SnapshotBuilder Builder()
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 4; item++)
        {
            builder.Add(new Item { Id = $"i{item}" });
        }

        builder.Add(new User { Id = "u0" });
        return builder;
    }

    private static Snapshot Snapshot(params Interaction[] events)
    {
        var builder = Builder();
        foreach (var one in events)
        {
            builder.Add(one);
        }

        return builder.Build();
    }

    private static Interaction Watch(int item, long time, float progress) => Event(item, time, InteractionKinds.Watch) with { Progress = progress };

    private static Interaction Event(int item, long time, string kind) =>
        new() { UserId = "u0", ItemId = $"i{item}", Kind = kind, Time = DateTimeOffset.FromUnixTimeMilliseconds(time) };
}
