using Marquee.Data;
using Marquee.Storage;
using static Marquee.Live.Tests.LiveService;

namespace Marquee.Live.Tests;

public class StoreFailureTests
{
    [Fact]
    public async Task A_store_that_fails_is_told_to_who_waits_and_nothing_of_it_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("marquee-live-");
        var store = new FailingStore(new SqliteStore(Path.Combine(folder.FullName, "marquee.db")));
        await using (var engine = LiveEngine.Open(store, new ModelRegistry(Path.Combine(folder.FullName, "models")), new LiveOptions(), TimeProvider.System))
        {
            await engine.Apply(new ChangeSet().Put(Watch("ann", "heat")));
            store.Fails = true;
            (await Should.ThrowAsync<StoreException>(() => engine.Apply(new ChangeSet().Put(Watch("ann", "jaws", 1)).Put(Watch("ben", "jaws"))))).Message.ShouldStartWith("The disk is full.");
            engine.FindUser("ann")!.Events.Length.ShouldBe(1);
            engine.FindUser("ben").ShouldBeNull();
            engine.Catalogue.IndexOf("jaws").ShouldBe(-1);

            store.Fails = false;
            await engine.Apply(new ChangeSet().Put(Watch("ann", "alien", 2)));
            engine.FindUser("ann")!.Seen.Length.ShouldBe(2);
            using var other = new SqliteStore(Path.Combine(folder.FullName, "marquee.db"));
            other.Count().Interactions.ShouldBe(2);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_set_that_the_store_refuses_fails_alone()
    {
        var folder = Directory.CreateTempSubdirectory("marquee-live-");
        var store = new FailingStore(new SqliteStore(Path.Combine(folder.FullName, "marquee.db")));
        await using (var engine = LiveEngine.Open(store, new ModelRegistry(Path.Combine(folder.FullName, "models")), new LiveOptions(), TimeProvider.System))
        {
            var all = Enumerable.Range(0, 40).Select(number => engine.Apply(new ChangeSet().Put(Watch($"user-{number}", "heat")).Put(new User { Id = number == 20 ? "refused" : $"user-{number}" }))).ToArray();
            for (var number = 0; number < all.Length; number++)
            {
                if (number == 20)
                {
                    await Should.ThrowAsync<ArgumentException>(all[number]);
                }
                else
                {
                    (await all[number]).New.ShouldBe(1);
                }
            }

            engine.FindUser("user-20").ShouldBeNull();
            using var other = new SqliteStore(Path.Combine(folder.FullName, "marquee.db"));
            other.Count().Interactions.ShouldBe(39);
        }

        folder.Delete(recursive: true);
    }

    /// <summary>A store whose commits fail when told to, and that refuses one user.</summary>
    private sealed class FailingStore(IDataStore store) : IDataStore
    {
        public bool Fails { get; set; }

        public long Version => store.Version;

        public StoreCounts Count() => store.Count();

        public IStoreWriter OpenWriter() => new Writer(this, store.OpenWriter());

        public Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) => store.LoadSnapshot(weighting, cancellationToken);

        public StoreContent Load(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) => store.Load(weighting, cancellationToken);

        public IReadOnlyList<SearchHit> SearchItems(string text, int count) => store.SearchItems(text, count);

        public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken) => store.CopyTo(sink, cancellationToken);

        public void BackUp(string file, CancellationToken cancellationToken = default) => store.BackUp(file, cancellationToken);

        public void Restore(string file, CancellationToken cancellationToken = default) => store.Restore(file, cancellationToken);

        public IReadOnlyList<string> Check(CancellationToken cancellationToken = default) => store.Check(cancellationToken);

        public void Dispose() => store.Dispose();

        private sealed class Writer(FailingStore owner, IStoreWriter writer) : IStoreWriter
        {
            public ImportTally Tally => writer.Tally;

            public long Begin() => writer.Begin();

            public void Add(User user) => writer.Add(user.Id == "refused" ? throw new ArgumentException("This user is not wanted.") : user);

            public void Add(Item item) => writer.Add(item);

            public void Add(Interaction interaction) => writer.Add(interaction);

            public bool DeleteUser(string id) => writer.DeleteUser(id);

            public bool DeleteItem(string id) => writer.DeleteItem(id);

            public bool Delete(Interaction interaction) => writer.Delete(interaction);

            public int UserIndex(string id) => writer.UserIndex(id);

            public int ItemIndex(string id) => writer.ItemIndex(id);

            public void Remember(string key, string answer, DateTimeOffset time) => writer.Remember(key, answer, time);

            public string? Recall(string key) => writer.Recall(key);

            public long Commit() => owner.Fails ? throw new StoreException("The disk is full.") : writer.Commit();

            public void Abandon() => writer.Abandon();

            public void Dispose() => writer.Dispose();
        }
    }
}
