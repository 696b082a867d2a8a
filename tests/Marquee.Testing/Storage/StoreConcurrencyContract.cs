using Marquee.Data;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to several who read and write at once.</summary>
public abstract class StoreConcurrencyContract(IStoreHarness harness) : StoreContract(harness)
{
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
    public void Beginning_a_batch_tells_the_version_it_begins_from_also_after_others_committed()
    {
        using var store = Open();
        using var writer = store.OpenWriter();
        using var other = store.OpenWriter();
        Add(writer, [.. StoreSamples.Many(2).Take(1)]);
        var first = writer.Commit();
        Add(other, [.. StoreSamples.Many(2).Skip(1)]);
        var second = other.Commit();

        writer.Begin().ShouldBe(second);
        second.ShouldBe(first + 1);
        writer.Commit().ShouldBe(second);
        store.Version.ShouldBe(second);
    }

    [Fact]
    public async Task Takes_turns_between_writers_without_losing_or_renumbering_anything()
    {
        const int Writers = 3;
        const int BatchSize = 50;
        using var first = Open();
        using var second = Open();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(
            () =>
            {
                // Users are common to all, items to none, so that the numbering of both is contended.
                using var writer = (number == 0 ? first : second).OpenWriter();
                foreach (var batch in StoreSamples.Many(600, seed: (ulong)number).Chunk(BatchSize))
                {
                    Add(writer, batch.Select(interaction => interaction with { ItemId = $"{number}: {interaction.ItemId}" }));
                    writer.Commit();
                }
            },
            TestContext.Current.CancellationToken)));

        first.Version.ShouldBe(Writers * 600 / BatchSize);
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
}
