using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to a batch: all of it or nothing, once and for all.</summary>
public abstract class StoreBatchesContract(IStoreHarness harness) : StoreContract(harness)
{
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
    public void Counts_the_commits_that_changed_something()
    {
        using (var store = Open())
        {
            using var writer = store.OpenWriter();
            writer.Commit().ShouldBe(0);
            writer.Add(StoreSamples.FullUser);
            writer.Add(StoreSamples.FullItem);
            writer.Commit().ShouldBe(1);
            writer.Add(StoreSamples.FullUser);
            writer.Add(StoreSamples.FullItem);
            writer.DeleteUser("nobody");
            writer.DeleteItem("nothing");
            writer.Delete(StoreSamples.OddInteractions[0]);
            writer.Commit().ShouldBe(1);
            writer.Commit().ShouldBe(1);
            store.Version.ShouldBe(1);

            Write(store, StoreSamples.OddInteractions);
            Write(store, StoreSamples.OddInteractions);
            store.Version.ShouldBe(2);
            writer.Commit().ShouldBe(2);
            writer.Delete(StoreSamples.OddInteractions[0]);
            writer.Commit().ShouldBe(3);
            writer.DeleteUser(StoreSamples.FullUser.Id);
            writer.Commit().ShouldBe(4);
        }

        using var again = Open();
        again.Version.ShouldBe(4);
        var content = again.Load();
        content.Version.ShouldBe(4);
        content.Snapshot.Events.Count.ShouldBe(StoreSamples.OddInteractions.Count - 1);
    }

    [Fact]
    public void Forgets_an_abandoned_batch_and_goes_on_as_if_it_had_never_been()
    {
        using var store = Open();
        WriteEverything(store);
        var before = ReadAll(store);
        using var writer = store.OpenWriter();
        writer.Add(new User { Id = "counted" });
        writer.Commit();

        writer.Add(new Interaction { UserId = "new user", ItemId = "new item", Kind = "new kind" });
        writer.Add(StoreSamples.FullUser with { OptedOut = false });
        writer.DeleteItem(StoreSamples.FullItem.Id);
        writer.DeleteUser("user 5");
        writer.Abandon();
        writer.Abandon();

        writer.Tally.ShouldBe(new ImportTally(new Tally(1, 0, 0), default, default));
        store.Version.ShouldBe(2);
        ReadAll(store).Interactions.ShouldBe(before.Interactions);
        ReadAll(store).Items.ShouldBe(before.Items);
        (writer.UserIndex("new user"), writer.UserIndex("user 5")).ShouldBe((-1, store.LoadSnapshot().UserIds.IndexOf("user 5")));

        writer.Add(new Interaction { UserId = "other user", ItemId = StoreSamples.FullItem.Id, Kind = "other kind" });
        writer.Commit().ShouldBe(3);
        var snapshot = store.LoadSnapshot();
        snapshot.UserIds.Ids[^1].ShouldBe("other user");
        snapshot.Events.KindNames.ShouldNotContain("new kind");
        snapshot.ItemIds.Ids[snapshot.Events.Items[^1]].ShouldBe(StoreSamples.FullItem.Id);
        ReadAll(store).Interactions.SkipLast(1).ShouldBe(before.Interactions);
    }

    [Fact]
    public void Takes_back_what_it_erased_in_the_same_batch()
    {
        using var store = Open();
        WriteEverything(store);

        Write(store, writer =>
        {
            writer.DeleteUser("user 5").ShouldBeTrue();
            writer.Add(new Interaction { UserId = "user 5", ItemId = "item 1", Kind = "watch" });
        });

        var snapshot = store.LoadSnapshot();
        snapshot.UserIds.IndexOf("user 5").ShouldBe(snapshot.Users.Count - 1);
        ReadAll(store).Interactions.Where(interaction => interaction.UserId == "user 5")
            .ShouldBe([new Interaction { UserId = "user 5", ItemId = "item 1", Kind = "watch" }]);
    }
}
