namespace Marquee.Data.Tests;

public sealed class SnapshotBuilderTests
{
    [Fact]
    public void Numbers_ids_in_order_of_first_appearance_wherever_they_appear()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Interaction { UserId = "b", ItemId = "y", Kind = "watch" });
        builder.Add(new User { Id = "a" });
        builder.Add(new Item { Id = "x" });
        builder.Add(new Item { Id = "y", Title = "Known later" });

        var snapshot = builder.Build();

        snapshot.UserIds.Ids.ToArray().ShouldBe(["b", "a"]);
        snapshot.ItemIds.Ids.ToArray().ShouldBe(["y", "x"]);
        snapshot.Items[0].Title.ShouldBe("Known later");
        snapshot.Users[0].ShouldBe(new User { Id = "b" });
    }

    [Fact]
    public void Keeps_the_last_of_several_records_with_one_id()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "x", Title = "First" });
        builder.Add(new Item { Id = "x", Title = "Second" });

        builder.Build().Items.ShouldHaveSingleItem().Title.ShouldBe("Second");
    }

    [Fact]
    public void Keeps_every_event_as_it_came()
    {
        var interactions = RandomEvents.Some(5, 6, 6, 120);
        var snapshot = RandomEvents.Freeze(interactions);
        var events = snapshot.Events;

        events.Count.ShouldBe(interactions.Length);
        var sessions = interactions.Where(interaction => interaction.Session is not null).Select(interaction => interaction.Session!).Distinct().ToArray();
        for (var e = 0; e < events.Count; e++)
        {
            new Interaction
            {
                UserId = snapshot.UserIds[events.Users[e]],
                ItemId = events.Items[e] < 0 ? "" : snapshot.ItemIds[events.Items[e]],
                Kind = events.KindNames[events.Kinds[e]],
                Value = float.IsNaN(events.Values[e]) ? null : events.Values[e],
                Progress = float.IsNaN(events.Progress[e]) ? null : events.Progress[e],
                Time = events.Times[e] == EventLog.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(events.Times[e]),
                Session = events.Sessions[e] < 0 ? null : sessions[events.Sessions[e]],
                Text = events.Text(e),
            }.ShouldBe(interactions[e]);
        }
    }

    [Fact]
    public void May_go_on_after_building_without_changing_what_was_built()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Interaction { UserId = "u", ItemId = "x", Kind = "watch" });
        var before = builder.Build();
        builder.Add(new Interaction { UserId = "v", ItemId = "y", Kind = "watch" });
        var after = builder.Build();

        (before.Users.Count, before.Items.Count, before.Events.Count).ShouldBe((1, 1, 1));
        (after.Users.Count, after.Items.Count, after.Events.Count).ShouldBe((2, 2, 2));
    }

    [Fact]
    public void Weighs_the_same_events_otherwise_on_request()
    {
        var snapshot = RandomEvents.Freeze(
            [new() { UserId = "u", ItemId = "x", Kind = "rating", Value = 2 }, new() { UserId = "u", ItemId = "y", Kind = "rating", Value = 4 }]);

        snapshot.Interactions.Count.ShouldBe(2);
        snapshot.WithWeighting(InteractionWeighting.RatingsFrom(4)).Interactions.Pairs().ShouldBe([(0, 1, 1f, EventLog.NoTime)]);
    }
}
