namespace Marquee.Data.Tests;

public sealed class InteractionMatrixTests
{
    [Fact]
    public void Holds_the_sum_of_the_weights_and_the_latest_time_of_every_pair() =>
        RandomEvents.ForEach((snapshot, _) =>
        {
            var events = snapshot.Events;
            var expected = Enumerable.Range(0, events.Count)
                .Where(e => events.Items[e] >= 0)
                .Select(e => (
                    User: events.Users[e],
                    Item: events.Items[e],
                    Weight: snapshot.Weighting.Weigh(events.KindNames[events.Kinds[e]], events.Values[e], events.Progress[e]),
                    Time: events.Times[e]))
                .Where(entry => entry.Weight != 0)
                .GroupBy(entry => (entry.User, entry.Item))
                .Select(pair => (pair.Key.User, pair.Key.Item, Weight: pair.Aggregate(0f, (sum, entry) => sum + entry.Weight), Time: pair.Max(entry => entry.Time)))
                .Where(pair => pair.Weight > 0)
                .OrderBy(pair => pair.User).ThenBy(pair => pair.Item);

            snapshot.Interactions.Pairs().ShouldBe(expected);
        });

    [Fact]
    public void Holds_the_latest_rating_of_every_pair_however_it_is_weighed() =>
        RandomEvents.ForEach((snapshot, _) =>
        {
            foreach (var weighting in new[] { InteractionWeighting.Default, InteractionWeighting.Everything })
            {
                var matrix = snapshot.WithWeighting(weighting).Interactions;
                var events = snapshot.Events;
                var expected = matrix.Pairs().Select(pair => Enumerable.Range(0, events.Count)
                    .Where(e => events.Users[e] == pair.User && events.Items[e] == pair.Item && events.KindNames[events.Kinds[e]] == InteractionKinds.Rating)
                    .OrderBy(e => events.Times[e]).Select(e => events.Values[e]).LastOrDefault(float.NaN)).ToArray();

                matrix.Ratings.ToArray().ShouldBe(expected.All(float.IsNaN) ? [] : expected);
                for (var user = 0; matrix.Ratings.Length > 0 && user < matrix.Users; user++)
                {
                    matrix.HistoryOf(user).Ratings.ToArray().ShouldBe(expected[matrix.ByUser.RowOffsets[user]..matrix.ByUser.RowOffsets[user + 1]]);
                }

                var odd = matrix.Where(entry => entry % 2 == 1);
                var expectedOdd = expected.Where((_, entry) => entry % 2 == 1).ToArray();
                odd.Ratings.ToArray().ShouldBe(expectedOdd.All(float.IsNaN) ? [] : expectedOdd);
            }
        });

    [Fact]
    public void Weighs_every_entry_one_where_the_weighting_is_binary()
    {
        var snapshot = RandomEvents.Freeze(RandomEvents.Some(1, 9, 9, 200), InteractionWeighting.Everything);

        snapshot.Interactions.Count.ShouldBeGreaterThan(0);
        snapshot.Interactions.ByUser.Values.ToArray().ShouldAllBe(weight => weight == 1);
    }

    [Fact]
    public void Leaves_out_pairs_whose_dislikes_outweigh_their_likes()
    {
        var snapshot = RandomEvents.Freeze(
        [
            new() { UserId = "u", ItemId = "liked", Kind = InteractionKinds.ThumbUp },
            new() { UserId = "u", ItemId = "disliked", Kind = InteractionKinds.Watch, Progress = 1 },
            new() { UserId = "u", ItemId = "disliked", Kind = InteractionKinds.ThumbDown },
        ]);

        snapshot.Interactions.Pairs().ShouldBe([(0, 0, 2f, EventLog.NoTime)]);
    }

    [Fact]
    public void Has_no_entries_for_users_who_opted_out()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "shy", OptedOut = true });
        builder.Add(new Interaction { UserId = "shy", ItemId = "i", Kind = InteractionKinds.ThumbUp });
        builder.Add(new Interaction { UserId = "open", ItemId = "i", Kind = InteractionKinds.ThumbUp });

        builder.Build().Interactions.Pairs().Select(pair => pair.User).ShouldBe([1]);
    }

    [Fact]
    public void Finds_the_entry_of_a_pair_and_minus_one_for_strangers()
    {
        var matrix = RandomEvents.Freeze(RandomEvents.Some(2, 8, 8, 40)).Interactions;
        var entries = matrix.Pairs().Select((pair, entry) => ((pair.User, pair.Item), entry)).ToDictionary();

        for (var user = 0; user < matrix.Users; user++)
        {
            for (var item = 0; item < matrix.Items; item++)
            {
                matrix.EntryOf(user, item).ShouldBe(entries.GetValueOrDefault((user, item), -1));
            }
        }
    }

    [Fact]
    public void Keeps_chosen_entries_in_place() =>
        RandomEvents.ForEach((snapshot, _) =>
        {
            var all = snapshot.Interactions;
            var odd = all.Where(entry => entry % 2 == 1);

            (odd.Users, odd.Items).ShouldBe((all.Users, all.Items));
            odd.Pairs().ShouldBe(all.Pairs().Where((_, entry) => entry % 2 == 1));
        });

    [Fact]
    public void Gives_a_users_history_without_copying()
    {
        var matrix = RandomEvents.Freeze(RandomEvents.Some(3, 4, 30, 100)).Interactions;

        var history = matrix.HistoryOf(2);

        history.Items.ToArray().ShouldBe(matrix.ByUser.RowIndices(2).ToArray());
        history.Weights.ToArray().ShouldBe(matrix.ByUser.RowValues(2).ToArray());
        history.Times.ToArray().ShouldBe(matrix.TimesOf(2).ToArray());
        (history.Weights == matrix.ByUser.RowValues(2)).ShouldBeTrue("the history should look at the matrix's own memory");
    }

    [Fact]
    public void Refuses_another_number_of_times_than_of_entries()
    {
        var matrix = RandomEvents.Freeze(RandomEvents.Some(3, 4, 30, 100)).Interactions;

        Should.Throw<ArgumentException>(() => new InteractionMatrix(matrix.ByUser, new long[1])).Message.ShouldContain("1 were given");
        Should.Throw<ArgumentException>(() => new InteractionMatrix(matrix.ByUser, new long[matrix.Count], new float[1])).Message.ShouldContain("1 were given");
    }
}
