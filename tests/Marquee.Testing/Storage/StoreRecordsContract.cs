using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to a record: it comes back as it was.</summary>
public abstract class StoreRecordsContract(IStoreHarness harness) : StoreContract(harness)
{
    [Fact]
    public void Starts_empty()
    {
        using var store = Open();

        store.Count().ShouldBe(new StoreCounts(0, 0, 0));
        store.Version.ShouldBe(0);
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
}
