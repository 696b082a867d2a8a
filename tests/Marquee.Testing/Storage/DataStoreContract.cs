using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes. A backend inherits it and says how to open one.</summary>
public abstract class DataStoreContract : IDisposable
{
    /// <summary>Opens the store of this test: empty the first time, and then with what was committed before.</summary>
    protected abstract IDataStore Open();

    public abstract void Dispose();

    [Fact]
    public void Starts_empty()
    {
        using var store = Open();

        store.Count().ShouldBe(new StoreCounts(0, 0, 0));
        var all = ReadAll(store);
        (all.Users.Count, all.Items.Count, all.Interactions.Count).ShouldBe((0, 0, 0));
        var snapshot = store.LoadSnapshot();
        (snapshot.Users.Count, snapshot.Items.Count, snapshot.Events.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Gives_back_users_with_all_they_have()
    {
        User[] users = [StoreSamples.FullUser, new() { Id = "bare" }];
        using var store = Open();
        Write(store, users);

        ReadAll(store).Users.ShouldBe(users);
        store.LoadSnapshot().Users.ShouldBe(users);
    }

    [Fact]
    public void Gives_back_items_with_all_they_have()
    {
        Item[] items = [StoreSamples.FullItem, new() { Id = "bare" }];
        using var store = Open();
        Write(store, items);

        ReadAll(store).Items.ShouldBe(items);
        store.LoadSnapshot().Items.ShouldBe(items);
    }

    [Fact]
    public void Gives_back_interactions_with_all_they_have_in_the_order_they_came()
    {
        using var store = Open();
        Write(store, StoreSamples.OddInteractions);
        Write(store, StoreSamples.Many(2000));

        ReadAll(store).Interactions.ShouldBe(StoreSamples.OddInteractions.Concat(StoreSamples.Many(2000)));
        store.Count().Interactions.ShouldBe(StoreSamples.OddInteractions.Count + 2000);
    }

    [Fact]
    public void Keeps_ids_apart_that_differ_in_any_character()
    {
        var ids = StoreSamples.OddIds;
        using (var store = Open())
        {
            Write(store, ids.Select(id => new User { Id = id }));
            Write(store, ids.Select(id => new Item { Id = id, Title = id }));
            Write(store, ids.Select(id => new Interaction { UserId = id, ItemId = id, Kind = id, Session = id, Text = id }));
        }

        using var again = Open();
        var snapshot = again.LoadSnapshot();
        snapshot.UserIds.Ids.ToArray().ShouldBe(ids);
        snapshot.ItemIds.Ids.ToArray().ShouldBe(ids);
        snapshot.Items.Select(item => item.Title).ShouldBe(ids);
        ReadAll(again).Interactions.ShouldBe(ids.Select(id => new Interaction { UserId = id, ItemId = id, Kind = id, Session = id, Text = id }));
        Write(again, ids.Select(id => new User { Id = id })).Users.ShouldBe(new Tally(0, 0, ids.Count));
    }

    [Fact]
    public void Freezes_the_same_snapshot_as_a_builder_that_was_given_the_same_records()
    {
        var builder = new SnapshotBuilder();
        using var store = Open();
        using (var writer = store.OpenWriter())
        {
            foreach (var sink in new IDatasetSink[] { builder, writer })
            {
                sink.Add(StoreSamples.FullItem);
                sink.Add(new User { Id = "user 7", OptedOut = true });
                foreach (var interaction in StoreSamples.Many(3000).Concat(StoreSamples.OddInteractions))
                {
                    sink.Add(interaction);
                }

                sink.Add(StoreSamples.FullUser);
                sink.Add(new Item { Id = "item 3", Title = "Known later" });
            }

            writer.Commit();
        }

        ShouldBeEqual(store.LoadSnapshot(), builder.Build());
    }

    [Fact]
    public void Changes_nothing_when_the_same_is_written_again()
    {
        using var store = Open();
        WriteEverything(store);
        var before = ReadAll(store);

        var tally = WriteEverything(store);

        tally.ShouldBe(new ImportTally(new Tally(0, 0, 1), new Tally(0, 0, 1), new Tally(0, 0, 500)));
        ShouldBeEqual(ReadAll(store), before);
    }

    [Fact]
    public void Replaces_what_is_written_with_another_content_and_counts_it()
    {
        using var store = Open();
        WriteEverything(store);
        var user = StoreSamples.FullUser with { OptedOut = false, Attributes = AttributeMap.Empty };
        var item = new Item { Id = StoreSamples.FullItem.Id, Title = "Other", Features = new FeatureMap([new("audio", new[] { 1f })]) };
        var first = StoreSamples.Many(1).Single();
        var interaction = first with { Value = 77, Progress = null, Session = "other" };

        using (var writer = store.OpenWriter())
        {
            writer.Add(user);
            writer.Add(item);
            writer.Add(interaction);
            writer.Commit();
            writer.Tally.ShouldBe(new ImportTally(new Tally(0, 1, 0), new Tally(0, 1, 0), new Tally(0, 1, 0)));
        }

        var all = ReadAll(store);
        all.Users.ShouldBe([user]);
        all.Items.ShouldBe([item]);
        all.Interactions[0].ShouldBe(interaction);
        all.Interactions.Count.ShouldBe(500);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("progress")]
    [InlineData("session")]
    public void Notices_a_change_of_a_single_field_to_and_from_nothing(string field)
    {
        var without = new Interaction { UserId = "u", ItemId = "i", Kind = "watch" };
        var with = field switch
        {
            "value" => without with { Value = 0 },
            "progress" => without with { Progress = 0 },
            _ => without with { Session = "" },
        };
        using var store = Open();
        Write(store, without);

        Write(store, with).Interactions.ShouldBe(new Tally(0, 1, 0));
        ReadAll(store).Interactions.ShouldBe([with]);
        Write(store, without).Interactions.ShouldBe(new Tally(0, 1, 0));
        ReadAll(store).Interactions.ShouldBe([without]);
    }

    [Fact]
    public void Tells_interactions_apart_by_user_item_kind_time_and_text()
    {
        var one = new Interaction { UserId = "u", ItemId = "i", Kind = "watch", Time = DateTimeOffset.UnixEpoch, Text = "t" };
        Interaction[] others =
        [
            one with { UserId = "v" }, one with { ItemId = "j" }, one with { ItemId = "" }, one with { Kind = "rating" },
            one with { Time = DateTimeOffset.UnixEpoch.AddMilliseconds(1) }, one with { Time = null }, one with { Text = "T" }, one with { Text = null },
        ];
        using var store = Open();

        Write(store, [one, .. others]).Interactions.ShouldBe(new Tally(9, 0, 0));
        Write(store, one with { Value = 1, Progress = 1, Session = "s" }).Interactions.ShouldBe(new Tally(0, 1, 0));
    }

    [Fact]
    public void Numbers_users_and_items_in_order_of_appearance_and_never_again()
    {
        using (var store = Open())
        {
            Write(store, new Interaction { UserId = "b", ItemId = "y", Kind = "watch" });
            Write(store, new User { Id = "a" });
            Write(store, new Item { Id = "x" });
        }

        using var again = Open();
        Write(again, new Interaction { UserId = "0", ItemId = "0", Kind = "watch" });
        Write(again, new User { Id = "b" }, new User { Id = "c" });
        Write(again, new Interaction { UserId = "a", ItemId = "x", Kind = "watch" });

        var snapshot = again.LoadSnapshot();
        snapshot.UserIds.Ids.ToArray().ShouldBe(["b", "a", "0", "c"]);
        snapshot.ItemIds.Ids.ToArray().ShouldBe(["y", "x", "0"]);
    }

    [Fact]
    public void Loses_the_batch_that_was_not_committed_and_no_other()
    {
        using (var store = Open())
        {
            using var writer = store.OpenWriter();
            writer.Add(StoreSamples.FullUser);
            writer.Commit();
            writer.Add(StoreSamples.FullItem);
            foreach (var interaction in StoreSamples.Many(100))
            {
                writer.Add(interaction);
            }
        }

        using var again = Open();
        again.Count().ShouldBe(new StoreCounts(1, 0, 0));
        ReadAll(again).Users.ShouldBe([StoreSamples.FullUser]);
        Write(again, StoreSamples.Many(100)).Interactions.New.ShouldBe(100);
    }

    [Fact]
    public void Shows_readers_only_what_was_committed()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Add(new Interaction { UserId = "u", ItemId = "i", Kind = "watch" });

        store.Count().Interactions.ShouldBe(0);
        writer.Commit();
        store.Count().Interactions.ShouldBe(1);
        store.LoadSnapshot().Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Lets_readers_read_whole_batches_while_a_writer_writes()
    {
        const int BatchSize = 100;
        const int Batches = 40;
        using var store = Open();
        var done = false;
        var writing = Task.Run(
            () =>
            {
                using var writer = store.OpenWriter();
                foreach (var batch in StoreSamples.Many(BatchSize * Batches).Chunk(BatchSize))
                {
                    Add(writer, batch);
                    writer.Commit();
                }

                Volatile.Write(ref done, true);
            },
            TestContext.Current.CancellationToken);

        var seen = new List<int>();
        do
        {
            var interactions = ReadAll(store).Interactions;
            var snapshot = store.LoadSnapshot();
            (interactions.Count % BatchSize, snapshot.Events.Count % BatchSize).ShouldBe((0, 0));
            snapshot.Events.Count.ShouldBeGreaterThanOrEqualTo(interactions.Count);
            seen.Add(interactions.Count);
        }
        while (!Volatile.Read(ref done));

        await writing;
        seen.ShouldBe(seen.Order());
        ReadAll(store).Interactions.ShouldBe(StoreSamples.Many(BatchSize * Batches));
    }

    [Fact]
    public void Numbers_alike_whichever_of_two_open_writers_writes()
    {
        using var store = Open();
        using var one = store.OpenWriter();
        using var other = store.OpenWriter();
        var interactions = StoreSamples.Many(200, users: 40, items: 40).ToArray();
        for (var at = 0; at < interactions.Length; at++)
        {
            var writer = at % 2 == 0 ? one : other;
            writer.Add(interactions[at]);
            writer.Commit();
        }

        var builder = new SnapshotBuilder();
        foreach (var interaction in interactions)
        {
            builder.Add(interaction);
        }

        ShouldBeEqual(store.LoadSnapshot(), builder.Build());
    }

    [Fact]
    public async Task Takes_turns_between_writers_without_losing_or_renumbering_anything()
    {
        const int Writers = 3;
        using var first = Open();
        using var second = Open();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(
            () =>
            {
                // Users are common to all, items to none, so that the numbering of both is contended.
                using var writer = (number == 0 ? first : second).OpenWriter();
                foreach (var batch in StoreSamples.Many(600, seed: (ulong)number).Chunk(50))
                {
                    Add(writer, batch.Select(interaction => interaction with { ItemId = $"{number}: {interaction.ItemId}" }));
                    writer.Commit();
                }
            },
            TestContext.Current.CancellationToken)));

        var all = ReadAll(first).Interactions;
        for (var number = 0; number < Writers; number++)
        {
            all.Where(interaction => interaction.ItemId.StartsWith($"{number}:", StringComparison.Ordinal)).ShouldBe(
                StoreSamples.Many(600, seed: (ulong)number).Select(interaction => interaction with { ItemId = $"{number}: {interaction.ItemId}" }));
        }

        var builder = new SnapshotBuilder();
        first.CopyTo(builder, CancellationToken.None);
        ShouldBeEqual(first.LoadSnapshot(), builder.Build());
    }

    [Fact]
    public void Erases_a_user_and_keeps_everyone_elses_index()
    {
        using var store = Open();
        WriteEverything(store);
        var before = store.LoadSnapshot();
        var index = before.UserIds.IndexOf("user 5");

        store.DeleteUser("user 5").ShouldBeTrue();
        store.DeleteUser("user 5").ShouldBeFalse();

        var after = store.LoadSnapshot();
        after.UserIds.IndexOf("user 5").ShouldBe(-1);
        after.UserIds.Ids.ToArray().Where((_, user) => user != index).ShouldBe(before.UserIds.Ids.ToArray().Where((_, user) => user != index));
        ReadAll(store).Interactions.ShouldBe(StoreSamples.Many(500).Where(interaction => interaction.UserId != "user 5"));
        store.Count().Users.ShouldBe(before.Users.Count - 1);
    }

    [Fact]
    public void Erases_an_item_and_leaves_a_hidden_one_in_its_place()
    {
        using var store = Open();
        WriteEverything(store);
        Write(store, new Interaction { UserId = "user 1", ItemId = StoreSamples.FullItem.Id, Kind = "watch" });
        var before = store.LoadSnapshot();
        var index = before.ItemIds.IndexOf(StoreSamples.FullItem.Id);

        store.DeleteItem(StoreSamples.FullItem.Id).ShouldBeTrue();
        store.DeleteItem(StoreSamples.FullItem.Id).ShouldBeFalse();

        var after = store.LoadSnapshot();
        after.Items[index].ShouldBe(new Item { Id = after.ItemIds[index], Hidden = true });
        after.ItemIds.IsErased(index).ShouldBeTrue();
        after.ItemIds.Ids.ToArray().Where((_, item) => item != index).ShouldBe(before.ItemIds.Ids.ToArray().Where((_, item) => item != index));
        ReadAll(store).Items.ShouldBeEmpty();
        ReadAll(store).Interactions.ShouldBe(StoreSamples.Many(500));
        store.Count().Items.ShouldBe(before.Items.Count - 1);
    }

    [Fact]
    public void Takes_an_erased_id_as_a_new_one_also_while_a_writer_is_open()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Add(StoreSamples.FullItem);
        writer.Commit();
        store.DeleteUser(StoreSamples.FullUser.Id);
        store.DeleteItem(StoreSamples.FullItem.Id);

        writer.Add(StoreSamples.FullUser);
        writer.Add(StoreSamples.FullItem);
        writer.Commit();

        var snapshot = store.LoadSnapshot();
        snapshot.UserIds.IndexOf(StoreSamples.FullUser.Id).ShouldBe(1);
        snapshot.ItemIds.IndexOf(StoreSamples.FullItem.Id).ShouldBe(1);
        ReadAll(store).Items.ShouldBe([StoreSamples.FullItem]);
        store.Count().ShouldBe(new StoreCounts(1, 1, 0));
    }

    [Fact]
    public void Erases_exactly_the_interaction_that_is_named()
    {
        using var store = Open();
        Write(store, StoreSamples.OddInteractions);

        foreach (var interaction in StoreSamples.OddInteractions)
        {
            store.Delete(interaction with { Value = 9, Progress = null, Session = "whatever" }).ShouldBeTrue();
            store.Delete(interaction).ShouldBeFalse();
        }

        store.Count().Interactions.ShouldBe(0);
        store.Delete(new Interaction { UserId = "nobody", ItemId = "nothing", Kind = "never" }).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_what_it_could_not_give_back_and_goes_on()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        writer.Add(new User { Id = "before" });
        var fine = new Interaction { UserId = "u", ItemId = "i", Kind = "watch" };

        Refused(() => writer.Add(new User { Id = "" }), "empty");
        Refused(() => writer.Add(new User { Id = "a\0b" }), "null character");
        Refused(() => writer.Add(new Item { Id = "half \uD83C" }), "surrogate");
        Refused(() => writer.Add(new Item { Id = "i", Title = "\uDFAC half" }), "title of item 'i'");
        Refused(() => writer.Add(new Item { Id = "i", Labels = ["\uD83C"] }), "label of item 'i'");
        Refused(() => writer.Add(new Item { Id = "i", Features = new FeatureMap([new("v", new[] { float.NaN })]) }), "feature 'v' of item 'i' holds NaN");
        Refused(() => writer.Add(fine with { UserId = "" }), "empty");
        Refused(() => writer.Add(fine with { ItemId = "\0" }), "null character");
        Refused(() => writer.Add(fine with { Kind = "" }), "no kind");
        Refused(() => writer.Add(fine with { Value = float.NaN }), "NaN");
        Refused(() => writer.Add(fine with { Value = float.PositiveInfinity }), "finite");
        Refused(() => writer.Add(fine with { Progress = 1.01f }), "between 0 and 1");
        Refused(() => writer.Add(fine with { Progress = float.NaN }), "between 0 and 1");
        Refused(() => writer.Add(fine with { Time = DateTimeOffset.UnixEpoch.AddMilliseconds(-1) }), "1970");
        Refused(() => writer.Add(fine with { Text = "\uD83C" }), "surrogate");
        Refused(() => writer.Add(fine with { Session = "\0" }), "null character");
        writer.Add(new User { Id = "after" });
        writer.Commit();

        ReadAll(store).Users.Select(user => user.Id).ShouldBe(["before", "after"]);
        store.Count().ShouldBe(new StoreCounts(2, 0, 0));

        static void Refused(Action add, string reason) => Should.Throw<ArgumentException>(add).Message.ShouldContain(reason);
    }

    [Fact]
    public void Stops_reading_when_it_is_told_to()
    {
        using var store = Open();
        WriteEverything(store);
        using var stop = new CancellationTokenSource();
        var sink = new CollectingSink { OnInteraction = _ => stop.Cancel() };
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => store.CopyTo(sink, stop.Token));
        Should.Throw<OperationCanceledException>(() => store.LoadSnapshot(cancellationToken: stop.Token));
    }

    [Fact]
    public void Stops_reading_a_catalogue_without_interactions_too()
    {
        using var store = Open();
        using (var writer = store.OpenWriter())
        {
            writer.Add(StoreSamples.FullItem);
            writer.Commit();
        }

        Should.Throw<OperationCanceledException>(() => store.LoadSnapshot(cancellationToken: new CancellationToken(canceled: true)));
    }

    protected static CollectingSink ReadAll(IDataStore store)
    {
        var sink = new CollectingSink();
        store.CopyTo(sink, TestContext.Current.CancellationToken);
        return sink;
    }

    /// <summary>Two snapshots that no model could tell apart.</summary>
    protected static void ShouldBeEqual(Snapshot actual, Snapshot expected)
    {
        actual.UserIds.Ids.ToArray().ShouldBe(expected.UserIds.Ids.ToArray());
        actual.ItemIds.Ids.ToArray().ShouldBe(expected.ItemIds.Ids.ToArray());
        actual.Users.ShouldBe(expected.Users);
        actual.Items.ShouldBe(expected.Items);
        actual.Events.KindNames.ShouldBe(expected.Events.KindNames);
        actual.Events.Users.ToArray().ShouldBe(expected.Events.Users.ToArray());
        actual.Events.Items.ToArray().ShouldBe(expected.Events.Items.ToArray());
        actual.Events.Kinds.ToArray().ShouldBe(expected.Events.Kinds.ToArray());
        actual.Events.Values.ToArray().ShouldBe(expected.Events.Values.ToArray());
        actual.Events.Progress.ToArray().ShouldBe(expected.Events.Progress.ToArray());
        actual.Events.Times.ToArray().ShouldBe(expected.Events.Times.ToArray());
        actual.Events.Sessions.ToArray().ShouldBe(expected.Events.Sessions.ToArray());
        Enumerable.Range(0, expected.Events.Count).Select(actual.Events.Text).ShouldBe(Enumerable.Range(0, expected.Events.Count).Select(expected.Events.Text));
    }

    private static void ShouldBeEqual(CollectingSink actual, CollectingSink expected)
    {
        actual.Users.ShouldBe(expected.Users);
        actual.Items.ShouldBe(expected.Items);
        actual.Interactions.ShouldBe(expected.Interactions);
    }

    private static ImportTally WriteEverything(IDataStore store)
    {
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Add(StoreSamples.FullItem);
        Add(writer, StoreSamples.Many(500));
        writer.Commit();
        return writer.Tally;
    }

    private static ImportTally Write(IDataStore store, params IEnumerable<User> users) =>
        Write(store, writer =>
        {
            foreach (var user in users)
            {
                writer.Add(user);
            }
        });

    private static ImportTally Write(IDataStore store, params IEnumerable<Item> items) =>
        Write(store, writer =>
        {
            foreach (var item in items)
            {
                writer.Add(item);
            }
        });

    private static ImportTally Write(IDataStore store, params IEnumerable<Interaction> interactions) =>
        Write(store, writer => Add(writer, interactions));

    private static ImportTally Write(IDataStore store, Action<IStoreWriter> write)
    {
        using var writer = store.OpenWriter();
        write(writer);
        writer.Commit();
        return writer.Tally;
    }

    private static void Add(IStoreWriter writer, IEnumerable<Interaction> interactions)
    {
        foreach (var interaction in interactions)
        {
            writer.Add(interaction);
        }
    }
}
