using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What the suites share that every store inherits.</summary>
public abstract class StoreContract(IStoreHarness harness) : IDisposable
{
    public virtual void Dispose()
    {
        harness.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test: empty the first time, and then with what was committed before.</summary>
    protected IDataStore Open() => harness.Open();

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

    protected static void ShouldBeEqual(CollectingSink actual, CollectingSink expected)
    {
        actual.Users.ShouldBe(expected.Users);
        actual.Items.ShouldBe(expected.Items);
        actual.Interactions.ShouldBe(expected.Interactions);
    }

    protected static ImportTally WriteEverything(IDataStore store)
    {
        using var writer = store.OpenWriter();
        writer.Add(StoreSamples.FullUser);
        writer.Add(StoreSamples.FullItem);
        Add(writer, StoreSamples.Many(500));
        writer.Commit();
        return writer.Tally;
    }

    protected static ImportTally Write(IDataStore store, params IEnumerable<User> users) =>
        Write(store, writer =>
        {
            foreach (var user in users)
            {
                writer.Add(user);
            }
        });

    protected static ImportTally Write(IDataStore store, params IEnumerable<Item> items) =>
        Write(store, writer =>
        {
            foreach (var item in items)
            {
                writer.Add(item);
            }
        });

    protected static ImportTally Write(IDataStore store, params IEnumerable<Interaction> interactions) =>
        Write(store, writer => Add(writer, interactions));

    protected static ImportTally Write(IDataStore store, Action<IStoreWriter> write)
    {
        using var writer = store.OpenWriter();
        write(writer);
        writer.Commit();
        return writer.Tally;
    }

    protected static void Add(IStoreWriter writer, IEnumerable<Interaction> interactions)
    {
        foreach (var interaction in interactions)
        {
            writer.Add(interaction);
        }
    }
}
