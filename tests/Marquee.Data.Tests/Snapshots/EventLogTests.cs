namespace Marquee.Data.Tests;

public sealed class EventLogTests
{
    [Fact]
    public void Keeps_chosen_events_with_all_their_columns_in_order() =>
        RandomEvents.ForEach((snapshot, seed) =>
        {
            var interactions = RandomEvents.Some(seed, 7, 7, 60);
            var all = RandomEvents.Freeze(interactions).Events;

            var kept = all.Where(e => e % 3 != 0);

            int[] expected = [.. Enumerable.Range(0, all.Count).Where(e => e % 3 != 0)];
            kept.KindNames.ShouldBe(all.KindNames);
            kept.Users.ToArray().ShouldBe(expected.Select(e => all.Users[e]));
            kept.Items.ToArray().ShouldBe(expected.Select(e => all.Items[e]));
            kept.Kinds.ToArray().ShouldBe(expected.Select(e => all.Kinds[e]));
            kept.Values.ToArray().ShouldBe(expected.Select(e => all.Values[e]));
            kept.Progress.ToArray().ShouldBe(expected.Select(e => all.Progress[e]));
            kept.Times.ToArray().ShouldBe(expected.Select(e => all.Times[e]));
            kept.Sessions.ToArray().ShouldBe(expected.Select(e => all.Sessions[e]));
            Enumerable.Range(0, kept.Count).Select(kept.Text).ShouldBe(expected.Select(all.Text));
        });

    [Fact]
    public void Has_no_texts_where_none_was_given()
    {
        var events = RandomEvents.Freeze([new() { UserId = "u", ItemId = "i", Kind = "watch" }]).Events;

        events.Text(0).ShouldBeNull();
        events.Where(_ => true).Text(0).ShouldBeNull();
    }
}
