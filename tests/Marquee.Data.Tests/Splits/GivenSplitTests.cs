namespace Marquee.Data.Tests;

public sealed class GivenSplitTests
{
    [Fact]
    public void Holds_out_what_is_given_and_nothing_else() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var pairs = snapshot.Interactions.Pairs().Select(pair => (pair.User, pair.Item)).ToArray();
            var test = pairs.Where((_, at) => at % 3 == 0).ToArray();
            var validation = pairs.Where((_, at) => at % 3 == 1).ToArray();
            var splitter = new GivenSplit("every third", test, validation);
            var split = splitter.Split(snapshot, seed);

            SplitLaws.All(snapshot, splitter, seed);
            split.Test.Targets.Pairs().Select(pair => (pair.User, pair.Item)).ShouldBe(test);
            (split.Validation?.Targets.Pairs().Select(pair => (pair.User, pair.Item)) ?? []).ShouldBe(validation);
        });

    [Fact]
    public void Takes_a_pair_that_weighs_nothing_out_of_the_training_without_making_it_a_target()
    {
        var snapshot = RandomEvents.Freeze(
            [new() { UserId = "u", ItemId = "bad", Kind = "rating", Value = 1 }, new() { UserId = "u", ItemId = "good", Kind = "rating", Value = 5 }],
            InteractionWeighting.RatingsFrom(4));

        var split = new GivenSplit("the bad one", [(0, 0)]).Split(snapshot, 0);

        split.Test.Targets.Count.ShouldBe(0);
        split.Train.Events.Items.ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Takes_a_pair_of_a_user_who_opted_out_without_making_it_a_target()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "shy", OptedOut = true });
        builder.Add(new Interaction { UserId = "shy", ItemId = "i", Kind = "watch" });

        new GivenSplit("", [(0, 0)]).Split(builder.Build(), 0).Test.Targets.Count.ShouldBe(0);
    }

    [Fact]
    public void Names_a_pair_that_never_met()
    {
        var snapshot = RandomEvents.Freeze([new() { UserId = "ann", ItemId = "alien", Kind = "watch" }, new() { UserId = "bob", ItemId = "brazil", Kind = "watch" }]);

        var message = Should.Throw<ArgumentException>(() => new GivenSplit("", [(0, 1)]).Split(snapshot, 0)).Message;
        message.ShouldContain("'ann'");
        message.ShouldContain("'brazil'");
    }

    [Fact]
    public void Refuses_a_pair_in_both_parts_and_a_pair_outside_of_the_snapshot()
    {
        var snapshot = RandomEvents.Freeze([new() { UserId = "ann", ItemId = "alien", Kind = "watch" }]);

        Should.Throw<ArgumentException>(() => new GivenSplit("", [(0, 0)], [(0, 0)]).Split(snapshot, 0)).Message.ShouldContain("both");
        Should.Throw<ArgumentException>(() => new GivenSplit("", [(0, 7)]).Split(snapshot, 0)).Message.ShouldContain("(0, 7)");
    }
}
