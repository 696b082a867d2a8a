namespace Marquee.Data.Tests;

public sealed class GlobalTimeCutTests
{
    [Fact]
    public void Trains_on_everything_before_the_moment_and_on_nothing_after() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var split = GlobalTimeCut.At(DateTimeOffset.FromUnixTimeMilliseconds(40)).Split(snapshot, seed);

            split.Train.Events.Times.ToArray().ShouldBe(snapshot.Events.Times.ToArray().Where(time => time < 40));
            split.Test.Targets.Pairs().ShouldAllBe(pair => pair.Time >= 40);
            split.Test.Now.ShouldBe(40);
            SplitLaws.QuestionsAreFair(split);
        });

    [Fact]
    public void Finds_as_targets_exactly_the_later_pairs_that_are_new() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var split = GlobalTimeCut.At(DateTimeOffset.FromUnixTimeMilliseconds(40)).Split(snapshot, seed);
            var later = snapshot.WithEvents(snapshot.Events.Where(e => snapshot.Events.Times[e] >= 40)).Interactions.Pairs();

            split.Test.Targets.Pairs().ShouldBe(later.Where(pair => split.Train.Interactions.EntryOf(pair.User, pair.Item) < 0));
        });

    [Theory]
    [InlineData(0.8, 8)]
    [InlineData(0.5, 5)]
    [InlineData(0.05, 0)]
    public void Cuts_at_the_quantile_of_event_times(double quantile, int train)
    {
        var snapshot = RandomEvents.Freeze(Enumerable.Range(0, 10).Select(at => At($"u{at % 2}", $"i{at}", 100 - at)));

        var split = GlobalTimeCut.AtQuantile(quantile).Split(snapshot, 0);

        split.Train.Interactions.Count.ShouldBe(train);
        split.Test.Targets.Count.ShouldBe(10 - train);
    }

    [Fact]
    public void Keeps_equal_times_on_one_side()
    {
        var snapshot = RandomEvents.Freeze([At("u", "a", 1), At("u", "b", 2), At("u", "c", 2), At("u", "d", 2)]);

        GlobalTimeCut.AtQuantile(0.75).Split(snapshot, 0).Train.Interactions.Count.ShouldBe(1);
    }

    [Fact]
    public void Asks_for_what_happened_until_a_moment_where_one_is_given()
    {
        var snapshot = RandomEvents.Freeze([At("u", "a", 1), At("u", "b", 5), At("u", "c", 8), At("u", "d", 9)]);
        var cut = GlobalTimeCut.At(DateTimeOffset.FromUnixTimeMilliseconds(5)) with { Until = DateTimeOffset.FromUnixTimeMilliseconds(9) };

        cut.Split(snapshot, 0).Test.Targets.Pairs().Select(pair => pair.Time).ShouldBe([5, 8]);
        cut.Description.ShouldContain("until 1970-01-01 00:00:00 UTC");
    }

    [Fact]
    public void Moments_lie_at_the_quantiles_of_the_times()
    {
        var snapshot = RandomEvents.Freeze(Enumerable.Range(0, 10).Select(at => At("u", $"i{at}", 100 - at)));

        GlobalTimeCut.Moments(snapshot, 0, 0.5, 0.99).Select(moment => moment.ToUnixTimeMilliseconds()).ShouldBe([91, 96, 100]);
    }

    [Fact]
    public void Asks_only_about_users_with_enough_history()
    {
        var snapshot = RandomEvents.Freeze([At("one", "a", 1), At("two", "a", 1), At("two", "b", 2), At("none", "c", 9), At("one", "c", 9), At("two", "c", 9)]);
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(5);

        GlobalTimeCut.At(moment).Split(snapshot, 0).Test.Users.ToArray().ShouldBe([0, 1]);
        (GlobalTimeCut.At(moment) with { MinimumHistory = 2 }).Split(snapshot, 0).Test.Users.ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Drops_targets_that_nobody_met_before_only_on_request()
    {
        var snapshot = RandomEvents.Freeze([At("u", "a", 1), At("v", "b", 1), At("u", "b", 9), At("u", "new", 9)]);
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(5);

        Targets(GlobalTimeCut.At(moment)).ShouldBe(["b", "new"]);
        Targets(GlobalTimeCut.At(moment) with { DropUnseenItems = true }).ShouldBe(["b"]);

        IEnumerable<string> Targets(GlobalTimeCut cut) => cut.Split(snapshot, 0).Test.Targets.Pairs().Select(pair => snapshot.ItemIds[pair.Item]);
    }

    [Fact]
    public void Refuses_a_quantile_of_no_times() =>
        Should.Throw<InvalidDataException>(() => GlobalTimeCut.AtQuantile(0.8).Split(
            RandomEvents.Freeze([new() { UserId = "u", ItemId = "i", Kind = "watch" }]), 0)).Message.ShouldContain("time");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Refuses_a_quantile_outside_of_0_to_1(double quantile) =>
        Should.Throw<ArgumentOutOfRangeException>(() => GlobalTimeCut.AtQuantile(quantile));

    private static Interaction At(string user, string item, long time) =>
        new() { UserId = user, ItemId = item, Kind = "watch", Time = DateTimeOffset.FromUnixTimeMilliseconds(time) };
}
