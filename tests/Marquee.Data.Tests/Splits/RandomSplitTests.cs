namespace Marquee.Data.Tests;

public sealed class RandomSplitTests
{
    [Theory]
    [InlineData(SplitBy.User, 0.25, 0)]
    [InlineData(SplitBy.User, 0.1, 0.1)]
    [InlineData(SplitBy.Item, 0.25, 0)]
    [InlineData(SplitBy.Item, 0.2, 0.3)]
    public void Divides_all_pairs_fairly(SplitBy by, double test, double validation) =>
        RandomEvents.ForEach((snapshot, seed) => SplitLaws.All(snapshot, new RandomSplit(by, test, validation), seed));

    [Theory]
    [InlineData(SplitBy.User)]
    [InlineData(SplitBy.Item)]
    public void Takes_the_fraction_of_every_user_or_item(SplitBy by)
    {
        var snapshot = RandomEvents.Freeze(RandomEvents.Some(1, 20, 30, 2000));
        var split = new RandomSplit(by, 0.25, 0.1).Split(snapshot, 7);

        var all = Groups(snapshot.Interactions);
        var (train, validation, test) = (Groups(split.Train.Interactions), Groups(split.Validation!.Targets), Groups(split.Test.Targets));
        for (var group = 0; group < all.Rows; group++)
        {
            var pairs = all.RowLength(group);
            train.RowLength(group).ShouldBe((int)Math.Round(0.65 * pairs));
            validation.RowLength(group).ShouldBe((int)Math.Round(0.75 * pairs) - (int)Math.Round(0.65 * pairs));
            test.RowLength(group).ShouldBe(pairs - (int)Math.Round(0.75 * pairs));
        }

        Numerics.SparseMatrix Groups(InteractionMatrix matrix) => by == SplitBy.User ? matrix.ByUser : matrix.ByItem;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(6, 4)]
    [InlineData(10, 8)]
    public void Rounds_as_the_stratified_split_of_the_Microsoft_recommenders(int raters, int train)
    {
        var snapshot = RandomEvents.Freeze(
            Enumerable.Range(0, raters).Select(user => new Interaction { UserId = $"u{user}", ItemId = "i", Kind = "rating", Value = 5 }));

        new RandomSplit(SplitBy.Item, 0.25).Split(snapshot, 1).Train.Interactions.Count.ShouldBe(train);
    }

    [Fact]
    public void Divides_a_user_alike_whoever_else_is_there()
    {
        var interactions = RandomEvents.Some(4, 5, 40, 300);
        var splitter = new RandomSplit(SplitBy.User, 0.3);
        var others = interactions.Concat(RandomEvents.Some(5, 5, 40, 300).Select(other => other with { UserId = "other " + other.UserId }));

        var alone = splitter.Split(RandomEvents.Freeze(interactions), 3).Test.Targets.Pairs().ToArray();
        var among = splitter.Split(RandomEvents.Freeze(others), 3).Test.Targets.Pairs().Where(pair => pair.User < 5).ToArray();

        among.ShouldBe(alone);
    }

    [Fact]
    public void Divides_otherwise_with_another_seed()
    {
        var snapshot = RandomEvents.Freeze(RandomEvents.Some(4, 5, 40, 300));
        var splitter = new RandomSplit(SplitBy.User, 0.3);

        splitter.Split(snapshot, 1).Test.Targets.Pairs().ShouldNotBe(splitter.Split(snapshot, 2).Test.Targets.Pairs());
    }

    [Fact]
    public void Treats_validation_items_as_history_when_testing()
    {
        var split = new RandomSplit(SplitBy.User, 0.2, 0.2).Split(RandomEvents.Freeze(RandomEvents.Some(4, 5, 40, 300)), 1);

        split.Test.History.Pairs().ShouldBe(split.Train.Interactions.Pairs().Concat(split.Validation!.Targets.Pairs()).Order());
        split.Validation.History.Pairs().ShouldBe(split.Train.Interactions.Pairs());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.1, 0)]
    [InlineData(1, 0)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.5, -0.1)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.5, double.NaN)]
    public void Refuses_fractions_that_leave_nothing_or_are_none(double test, double validation) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomSplit(SplitBy.User, test, validation));

    [Fact]
    public void Says_what_it_holds_out() =>
        new RandomSplit(SplitBy.Item, 0.25, 0.125).Description.ShouldBe("random 25% of each item's users to test, 12.5% to validate");
}
