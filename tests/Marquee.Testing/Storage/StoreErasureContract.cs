using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to those who want to be forgotten.</summary>
public abstract class StoreErasureContract(IStoreHarness harness) : StoreContract(harness)
{
    [Fact]
    public void Erases_a_user_and_keeps_everyone_elses_index()
    {
        using var store = Open();
        WriteEverything(store);
        var before = store.LoadSnapshot();
        var index = before.UserIds.IndexOf("user 5");

        Write(store, writer => writer.DeleteUser("user 5").ShouldBeTrue());
        Write(store, writer => writer.DeleteUser("user 5").ShouldBeFalse());

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

        Write(store, writer => writer.DeleteItem(StoreSamples.FullItem.Id).ShouldBeTrue());
        Write(store, writer => writer.DeleteItem(StoreSamples.FullItem.Id).ShouldBeFalse());

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
        Write(store, other =>
        {
            other.DeleteUser(StoreSamples.FullUser.Id);
            other.DeleteItem(StoreSamples.FullItem.Id);
        });

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
        var left = StoreSamples.OddInteractions.ToList();

        foreach (var interaction in StoreSamples.OddInteractions)
        {
            using var writer = store.OpenWriter();
            writer.Delete(interaction with { Value = 9, Progress = null, Session = "whatever" }).ShouldBeTrue();
            writer.Delete(interaction).ShouldBeFalse();
            writer.Commit();
            left.Remove(interaction);
            ReadAll(store).Interactions.ShouldBe(left);
        }

        Write(store, writer => writer.Delete(new Interaction { UserId = "nobody", ItemId = "nothing", Kind = "never" }).ShouldBeFalse());
    }
}
