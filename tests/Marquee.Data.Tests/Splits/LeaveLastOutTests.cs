namespace Marquee.Data.Tests;

public sealed class LeaveLastOutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Divides_all_pairs_fairly(bool validate) =>
        RandomEvents.ForEach((snapshot, seed) => SplitLaws.All(snapshot, new LeaveLastOut(validate), seed));

    [Fact]
    public void Tests_with_nothing_earlier_than_what_trains() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var split = new LeaveLastOut(validate: true).Split(snapshot, seed);
            foreach (var target in split.Test.Targets.Pairs())
            {
                split.Test.History.TimesOf(target.User).ToArray().ShouldAllBe(time => time <= target.Time);
            }

            foreach (var target in split.Validation?.Targets.Pairs() ?? [])
            {
                split.Train.Interactions.TimesOf(target.User).ToArray().ShouldAllBe(time => time <= target.Time);
            }
        });

    [Fact]
    public void Asks_about_every_user_with_two_items_and_about_no_other() =>
        RandomEvents.ForEach((snapshot, seed) =>
            new LeaveLastOut(validate: true).Split(snapshot, seed).Test.Users.ToArray().ShouldBe(
                Enumerable.Range(0, snapshot.Users.Count).Where(user => snapshot.Interactions.ByUser.RowLength(user) > 1)));

    [Fact]
    public void Takes_the_later_appearance_of_equal_times()
    {
        var snapshot = Watched(("a", 5), ("c", 9), ("b", 9), ("d", 9), ("c", 9));

        Held(snapshot).ShouldBe(("c", "d"));
    }

    [Fact]
    public void Takes_an_items_latest_time()
    {
        var snapshot = Watched(("a", 1), ("b", 2), ("c", 3), ("a", 4));

        Held(snapshot).ShouldBe(("a", "c"));
    }

    [Fact]
    public void Puts_items_without_a_time_first()
    {
        var snapshot = Watched(("a", 1), ("b", 2), ("c", null));

        Held(snapshot).ShouldBe(("b", "a"));
    }

    [Fact]
    public void Keeps_two_items_for_training_and_test()
    {
        var split = new LeaveLastOut(validate: true).Split(Watched(("a", 1), ("b", 2)), 0);

        split.Validation.ShouldBeNull();
        split.Train.Interactions.Count.ShouldBe(1);
        split.Test.Targets.Count.ShouldBe(1);
    }

    private static (string Test, string Validation) Held(Snapshot snapshot)
    {
        var split = new LeaveLastOut(validate: true).Split(snapshot, 0);
        return (snapshot.ItemIds[split.Test.Targets.Pairs().Single().Item], snapshot.ItemIds[split.Validation!.Targets.Pairs().Single().Item]);
    }

    private static Snapshot Watched(params (string Item, long? Time)[] events) =>
        RandomEvents.Freeze(events.Select(e => new Interaction
        {
            UserId = "u",
            ItemId = e.Item,
            Kind = "watch",
            Time = e.Time is { } time ? DateTimeOffset.FromUnixTimeSeconds(time) : null,
        }));
}
