namespace Marquee.Data.Tests;

public sealed class SnapshotTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Keeps_what_was_rejected_apart_from_what_was_liked()
    {
        var snapshot = Build(
            Event("ann", "alien", InteractionKinds.Watch),
            Event("ann", "brazil", InteractionKinds.Watch),
            Event("ann", "brazil", InteractionKinds.ThumbDown),
            Event("ann", "cabaret", InteractionKinds.ThumbDown),
            Event("bob", "cabaret", InteractionKinds.Watch));

        var history = snapshot.HistoryOf(0);

        history.Items.ToArray().ShouldBe([0]);
        history.DislikedItems.ToArray().ShouldBe([1, 2]);
        history.DislikedWeights.ToArray().ShouldBe([3f, 4f]);
        snapshot.HistoryOf(1).DislikedItems.ToArray().ShouldBeEmpty();
        snapshot.WithWeighting(snapshot.Weighting with { Binary = true }).HistoryOf(0).DislikedWeights.ToArray().ShouldBe([1f, 1f]);
    }

    [Fact]
    public void Many_threads_may_ask_first()
    {
        var snapshot = Build(
            Event("ann", "", InteractionKinds.Search) with { Text = "space" },
            Event("ann", "alien", InteractionKinds.Watch),
            Event("ann", "brazil", InteractionKinds.ThumbDown));
        using var together = new Barrier(8);

        var matrices = new InteractionMatrix[together.ParticipantCount];
        var threads = Enumerable.Range(0, matrices.Length).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            var history = snapshot.HistoryOf(0);
            if (history is { Count: 1, DislikedItems.Length: 1, Context.Searches.Count: 1 })
            {
                matrices[number] = snapshot.Interactions;
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        matrices.ShouldAllBe(matrix => ReferenceEquals(matrix, snapshot.Interactions));
    }

    [Fact]
    public void Tells_what_is_known_of_who_asks()
    {
        var snapshot = Build(
            Event("ann", "", InteractionKinds.Search) with { Text = "later", Time = Start.AddDays(2) },
            Event("bob", "", InteractionKinds.Search) with { Text = "of another" },
            Event("ann", "", InteractionKinds.Search) with { Text = "earlier", Time = Start.AddDays(1) },
            Event("ann", "alien", InteractionKinds.Watch));

        var context = snapshot.HistoryOf(0, now: 7).Context;

        context.Now.ShouldBe(7);
        context.Country.ShouldBe("DE");
        context.Attributes["gender"].ShouldBe("F");
        context.Searches.ShouldBe(["earlier", "later"]);
        snapshot.HistoryOf(0, interactions: snapshot.WithEvents(snapshot.Events.Where(_ => false)).Interactions).Count.ShouldBe(0);
    }

    [Fact]
    public void Tells_nothing_of_one_who_opted_out()
    {
        var snapshot = Build(
            Event("zoe", "", InteractionKinds.Search) with { Text = "private" },
            Event("zoe", "alien", InteractionKinds.Watch),
            Event("zoe", "brazil", InteractionKinds.ThumbDown));

        var history = snapshot.HistoryOf(2, now: 7);

        history.Count.ShouldBe(0);
        history.DislikedItems.ToArray().ShouldBeEmpty();
        history.Context.ShouldBe(new HistoryContext { Now = 7 });
    }

    [Fact]
    public void A_history_keeps_its_dislikes_in_other_circumstances()
    {
        var history = new History(new[] { 1 }).Disliking(new[] { 2 }, new[] { .5f }).In(new HistoryContext { Now = 9 });
        history.Items.ToArray().ShouldBe([1]);
        history.DislikedItems.ToArray().ShouldBe([2]);
        history.Context.Now.ShouldBe(9);
        Should.Throw<ArgumentException>(() => history.Disliking(new[] { 2 }, Array.Empty<float>())).Message.ShouldContain("1 disliked items");
    }

    private static Interaction Event(string user, string item, string kind) => new() { UserId = user, ItemId = item, Kind = kind };

    private static Snapshot Build(params Interaction[] interactions)
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "ann", Attributes = Of(("country", "DE"), ("gender", "F")) });
        builder.Add(new User { Id = "bob" });
        builder.Add(new User { Id = "zoe", Attributes = Of(("country", "FR")), OptedOut = true });
        foreach (var title in new[] { "alien", "brazil", "cabaret" })
        {
            builder.Add(new Item { Id = title });
        }

        foreach (var interaction in interactions)
        {
            builder.Add(interaction);
        }

        return builder.Build();

        static AttributeMap Of(params (string Name, string Value)[] entries) => new(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));
    }
}
