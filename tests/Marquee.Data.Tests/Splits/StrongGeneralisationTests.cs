namespace Marquee.Data.Tests;

public sealed class StrongGeneralisationTests
{
    [Fact]
    public void Trains_on_nothing_of_the_users_held_out() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var split = new StrongGeneralisation(0.3, 0.2).Split(snapshot, seed);
            var heldOut = split.Test.Users.ToArray().Concat(split.Validation is { } validation ? validation.Users.ToArray() : []).ToHashSet();

            split.Train.Events.Users.ToArray().ShouldBe(snapshot.Events.Users.ToArray().Where(user => !heldOut.Contains(user)));
            heldOut.Count.ShouldBe(split.Test.Users.Length + (split.Validation?.Users.Length ?? 0));
        });

    [Fact]
    public void Divides_the_history_of_each_held_out_user_and_shows_no_other() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var split = new StrongGeneralisation(0.3, 0.2, 0.6).Split(snapshot, seed);
            SplitLaws.QuestionsAreFair(split);
            foreach (var questions in new[] { split.Test, split.Validation })
            {
                if (questions is null)
                {
                    continue;
                }

                var users = questions.Users.ToArray().ToHashSet();
                questions.History.Pairs().Concat(questions.Targets.Pairs()).Order()
                    .ShouldBe(snapshot.Interactions.Pairs().Where(pair => users.Contains(pair.User)));
                foreach (var user in users)
                {
                    var items = snapshot.Interactions.ByUser.RowLength(user);
                    questions.History.ByUser.RowLength(user).ShouldBe(Math.Clamp((int)Math.Round(0.6 * items), 1, items - 1));
                }
            }
        });

    [Fact]
    public void Holds_out_the_fraction_of_users_that_have_two_items()
    {
        var snapshot = RandomEvents.Freeze(RandomEvents.Some(1, 100, 30, 3000).Append(new() { UserId = "lonely", ItemId = "i1", Kind = "watch" }));

        var split = new StrongGeneralisation(0.2, 0.1).Split(snapshot, 5);

        split.Test.Users.Length.ShouldBe(20);
        split.Validation!.Users.Length.ShouldBe(10);
    }

    [Fact]
    public void Gives_the_same_split_for_the_same_seed_and_another_for_another()
    {
        var snapshot = RandomEvents.Freeze(RandomEvents.Some(1, 100, 30, 3000));
        var splitter = new StrongGeneralisation(0.2, 0.1);

        SplitLaws.SameSplit(splitter.Split(snapshot, 5), splitter.Split(snapshot, 5));
        splitter.Split(snapshot, 6).Test.Users.ToArray().ShouldNotBe(splitter.Split(snapshot, 5).Test.Users.ToArray());
    }

    [Theory]
    [InlineData(0, 0, 0.8)]
    [InlineData(0.5, 0.5, 0.8)]
    [InlineData(0.2, 0, 0)]
    [InlineData(0.2, 0, 1)]
    [InlineData(0.2, 0, double.NaN)]
    public void Refuses_fractions_that_leave_nothing(double test, double validation, double given) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new StrongGeneralisation(test, validation, given));
}
