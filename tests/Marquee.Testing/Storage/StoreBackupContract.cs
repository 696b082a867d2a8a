using Marquee.Data;
using Marquee.Storage;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>What every store owes to those who lose it: a copy of everything, taken at any time, from which any store becomes the same again.</summary>
/// <param name="harness">The store.</param>
/// <param name="other">Another of the same kind.</param>
public abstract class StoreBackupContract(IStoreHarness harness, IStoreHarness other) : StoreContract(harness)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Backup => Path.Combine(_folder.Path, "backup.db");

    public override void Dispose()
    {
        base.Dispose();
        other.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Becomes_the_same_again_from_a_backup()
    {
        using var store = Open();
        Fill(store);
        store.BackUp(Backup, TestContext.Current.CancellationToken);
        Write(store, new User { Id = "later" });

        using var restored = other.Open();
        restored.Restore(Backup, TestContext.Current.CancellationToken);

        restored.Version.ShouldBe(store.Version - 1);
        Write(restored, new User { Id = "later" });
        ShouldBeEqual(restored.LoadSnapshot(), store.LoadSnapshot());
        ShouldBeEqual(ReadAll(restored), ReadAll(store));
        restored.Count().ShouldBe(store.Count());
        restored.SearchItems("other", 10).Select(hit => hit.Item).ShouldBe(store.SearchItems("other", 10).Select(hit => hit.Item));
        using var writer = restored.OpenWriter();
        writer.Recall("key").ShouldBe("answer");
        writer.UserIndex("user 5").ShouldBe(-1);
        restored.Check(TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact]
    public void Makes_a_backup_that_can_be_opened_as_it_is()
    {
        using var store = Open();
        Fill(store);
        store.BackUp(Backup, TestContext.Current.CancellationToken);

        using var opened = new SqliteStore(Backup);
        opened.Version.ShouldBe(store.Version);
        ShouldBeEqual(opened.LoadSnapshot(), store.LoadSnapshot());
    }

    [Fact]
    public async Task Backs_up_one_moment_while_others_write()
    {
        const int BatchSize = 100;
        using var store = Open();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                using var writer = store.OpenWriter();
                foreach (var batch in StoreSamples.Many(100_000).Chunk(BatchSize).TakeWhile(_ => !stop.IsCancellationRequested))
                {
                    Add(writer, batch);
                    writer.Commit();
                }
            },
            TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => store.Version > 3, TimeSpan.FromSeconds(30)).ShouldBeTrue();

        store.BackUp(Backup, TestContext.Current.CancellationToken);

        stop.Cancel();
        await writing;
        using var opened = new SqliteStore(Backup);
        var interactions = ReadAll(opened).Interactions;
        interactions.Count.ShouldBe((int)opened.Version * BatchSize);
        interactions.ShouldBe(StoreSamples.Many(interactions.Count));
        opened.Check(TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact]
    public void Restores_nothing_into_a_store_that_is_not_empty()
    {
        using var store = Open();
        Fill(store);
        store.BackUp(Backup, TestContext.Current.CancellationToken);
        var before = ReadAll(store);

        Should.Throw<StoreException>(() => store.Restore(Backup)).Message.ShouldContain("is not empty");

        ShouldBeEqual(ReadAll(store), before);
        Write(store, new User { Id = "after" });
    }

    [Fact]
    public void Restores_nothing_from_a_file_that_is_no_sound_backup()
    {
        using var store = Open();
        Fill(store);
        store.BackUp(Backup, TestContext.Current.CancellationToken);
        var bytes = File.ReadAllBytes(Backup);
        using var empty = other.Open();
        Should.Throw<StoreException>(() => empty.Restore(Path.Combine(_folder.Path, "missing"))).Message.ShouldContain("is not there");
        Should.Throw<StoreException>(() => empty.Restore(_folder.Write("text", new string('x', 5000)))).Message.ShouldContain("is not an SQLite database");
        bytes.AsSpan(bytes.Length / 2).Clear();
        Should.Throw<StoreException>(() => empty.Restore(_folder.Write("damaged", bytes))).Message.ShouldStartWith(Path.Combine(_folder.Path, "damaged"));

        empty.Version.ShouldBe(0);
        empty.Count().ShouldBe(new StoreCounts(0, 0, 0));
        empty.Restore(Backup, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Leaves_a_file_alone_that_is_there()
    {
        using var store = Open();
        _folder.Write("backup.db", "mine");

        Should.Throw<StoreException>(() => store.BackUp(Backup)).Message.ShouldContain("is there already");

        File.ReadAllText(Backup).ShouldBe("mine");
    }

    [Fact]
    public void Leaves_nothing_behind_when_it_is_stopped()
    {
        using var store = Open();
        Fill(store);
        var stopped = new CancellationToken(canceled: true);
        Should.Throw<OperationCanceledException>(() => store.BackUp(Backup, stopped));
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();

        store.BackUp(Backup, TestContext.Current.CancellationToken);
        using var empty = other.Open();
        Should.Throw<OperationCanceledException>(() => empty.Restore(Backup, stopped));
        Should.Throw<OperationCanceledException>(() => store.Check(stopped));
        empty.Version.ShouldBe(0);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([Backup]);
    }

    [Fact]
    public void Finds_nothing_wrong_where_nothing_is()
    {
        using var store = Open();
        store.Check(TestContext.Current.CancellationToken).ShouldBeEmpty();
        Fill(store);
        store.Check(TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    private static void Fill(IDataStore store)
    {
        WriteEverything(store);
        Write(store, StoreSamples.OddInteractions);
        Write(store, new Item { Id = "shown", Title = "The other one" }, new Item { Id = "gone", Title = "Another" });
        Write(store, writer =>
        {
            writer.DeleteUser("user 5");
            writer.DeleteItem("gone");
            writer.Remember("key", "answer", Noon);
        });
    }
}
