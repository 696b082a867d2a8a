using Marquee.Data;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to those who work with indices: they are given in order of appearance, and for ever.</summary>
public abstract class StoreIndicesContract(IStoreHarness harness) : StoreContract(harness)
{
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
    public void Tells_the_index_of_an_id_from_the_moment_it_is_written()
    {
        using var store = Open();
        Write(store, new User { Id = "a" }, new User { Id = "b" });
        using var writer = store.OpenWriter();
        (writer.UserIndex("b"), writer.UserIndex("c"), writer.ItemIndex("b")).ShouldBe((1, -1, -1));

        writer.Add(new Interaction { UserId = "c", ItemId = "x", Kind = "watch" });
        (writer.UserIndex("c"), writer.ItemIndex("x")).ShouldBe((2, 0));
        writer.DeleteUser("b");
        (writer.UserIndex("b"), writer.UserIndex(IdMap.Erased(1)), writer.UserIndex("a")).ShouldBe((-1, -1, 0));
        writer.Commit();

        (writer.UserIndex("a"), writer.UserIndex("b"), writer.UserIndex("c"), writer.ItemIndex("x")).ShouldBe((0, -1, 2, 0));
        Write(store, new User { Id = "d" });
        writer.UserIndex("d").ShouldBe(3);
    }

    [Fact]
    public void Knows_no_index_of_what_can_be_no_id()
    {
        using var store = Open();
        Write(store, new User { Id = "\uFFFD" });
        using var writer = store.OpenWriter();

        (writer.UserIndex(""), writer.UserIndex("\uD83C"), writer.UserIndex("\0")).ShouldBe((-1, -1, -1));
        (writer.DeleteUser("\uD83C"), writer.DeleteItem("")).ShouldBe((false, false));
    }
}
