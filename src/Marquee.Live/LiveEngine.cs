using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// A service in memory over a durable store: who is there, what they did, what is on offer and which models are published. What is written is on the disk before it is acknowledged, and in every answer
/// after that. May be called from many threads at once.
/// </summary>
/// <remarks>
/// One thread writes, in batches of whatever waits. Readers take immutable views (<see cref="UserState"/>, <see cref="Catalogue"/>, <see cref="ModelSet"/>) and wait for nobody: whoever takes a user first and
/// the catalogue after finds every item of the user's in it. Where another process writes to the store or publishes a model, that is seen within <see cref="LiveOptions.LookAround"/>.
/// </remarks>
public sealed class LiveEngine : IAsyncDisposable
{
    private readonly IDataStore _store;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly LiveClock _clock;
    private readonly ChangeQueue _queue;
    private readonly ITimer _lookAround;
    private readonly ModelHost _models;
    private volatile LiveData _data;
    private volatile TrendCounter _trends;
    private IStoreWriter? _writer;
    private long _version;
    private bool _behind;
    private volatile bool _erasedUsers;
    private long _reloaded;
    private int _looking;

    private LiveEngine(IDataStore store, ModelHost models, LiveData data, KindTable kinds, LiveOptions options, TimeProvider time)
    {
        _store = store;
        _models = models;
        _data = data;
        Kinds = kinds;
        _options = options;
        _time = time;
        _clock = new LiveClock(time);
        _reloaded = time.GetTimestamp();
        _version = data.Version;
        _trends = Trending(data.Snapshot);
        _queue = new ChangeQueue(options.QueueCapacity, Carry);
        _lookAround = time.CreateTimer(_ => _ = LookAround(), null, options.LookAround, options.LookAround);
    }

    /// <summary>Told how many interactions each commit brought that were new, on the engine's thread; must be quick.</summary>
    internal event Action<int>? NewEvents;

    /// <summary>The kinds of interaction that were ever seen.</summary>
    public KindTable Kinds { get; }

    /// <summary>All items as they are now.</summary>
    public Catalogue Catalogue => _data.Catalogue;

    /// <summary>The models that are served now.</summary>
    public ModelSet Models => _models.Current;

    /// <summary>Models that are published and cannot be served, by name, with the version and the reason.</summary>
    public IReadOnlyDictionary<string, (int Version, string Reason)> RefusedModels => _models.Refused;

    /// <summary>Every version that is published, by name and number, served or not.</summary>
    public IReadOnlyList<PublishedModel> PublishedModels => _models.Published;

    /// <summary>The versions that were chosen by <see cref="Serve"/>, by name: they are served until told otherwise. A 0 says that none of that name is served.</summary>
    public IReadOnlyDictionary<string, int> ChosenVersions => _models.Chosen;

    /// <summary>Why the engine could not look for what others wrote or published when it last tried; null where it could.</summary>
    public string? Trouble { get; private set; }

    /// <summary>What is watched these days.</summary>
    public TrendCounter Trends => _trends;

    /// <summary>Number of user indices given out.</summary>
    public int UserCount => _data.UserCount;

    /// <summary>Version of the store that was seen last.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The moment, in milliseconds since 1970 UTC; never earlier than before, whatever happens to the machine's clock.</summary>
    public long Now => _clock.Now;

    /// <summary>The data as they were loaded last; what changed since is in none of it.</summary>
    public Snapshot Snapshot => _data.Snapshot;

    /// <summary>All data, for whoever counts them.</summary>
    internal LiveData Data => _data;

    /// <summary>Opens a workspace: loads its data and its published models.</summary>
    /// <param name="workspace">The workspace; its store is opened and closed with the engine.</param>
    /// <param name="options">How to work.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">The store cannot be opened or read.</exception>
    public static LiveEngine Open(Workspace workspace, LiveOptions options, TimeProvider time)
    {
        var store = workspace.OpenStore();
        try
        {
            return Open(store, workspace.Models, options, time);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store with the models of a registry.</summary>
    /// <param name="store">The store; closed with the engine.</param>
    /// <param name="models">The models.</param>
    /// <param name="options">How to work.</param>
    /// <param name="time">The clock.</param>
    public static LiveEngine Open(IDataStore store, ModelRegistry models, LiveOptions options, TimeProvider time)
    {
        var kinds = new KindTable(options.Weighting);
        var data = new LiveData(store.Load(options.Weighting), kinds, options.RememberedUsers);
        var host = new ModelHost(models, options.Model);
        host.Refresh(data.Snapshot);
        return new LiveEngine(store, host, data, kinds, options, time);
    }

    /// <summary>Carries out changes, all or none. When it returns they are on the disk and in every later answer.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Gives up as long as they wait for a place in the queue; what has one is carried out.</param>
    /// <exception cref="StoreException">The store could not, and nothing of it was done; the message says what would help, and where the store was lost in the middle of a commit, that it may have been done all the same.</exception>
    /// <exception cref="IdempotencyException">The set's key came before, with another content.</exception>
    /// <exception cref="ArgumentException">An update gave a record that breaks a rule.</exception>
    public Task<ChangeReceipt> Apply(ChangeSet changes, CancellationToken cancellationToken = default) => _queue.Ask(changes, cancellationToken);

    /// <summary>A user as they are now; null where there is no such user.</summary>
    public UserState? FindUser(string id)
    {
        var data = _data;
        return data.UserIds.Find(id) is >= 0 and var index ? data.User(index) : null;
    }

    /// <summary>A user as they are now. One that was erased has an id that no service gives.</summary>
    /// <param name="index">User index, below <see cref="UserCount"/>.</param>
    public UserState User(int index)
    {
        var data = _data;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)data.UserCount, nameof(index));
        return data.User(index);
    }

    /// <summary>Everybody who ever did anything with an item, as they are now, by index. O(interactions).</summary>
    /// <param name="item">Item index.</param>
    public IReadOnlyList<UserState> UsersOf(int item) => _data.UsersOf(item);

    /// <summary>Items whose texts have the words of a text; see <see cref="IDataStore.SearchItems"/>.</summary>
    /// <param name="text">The words.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public IReadOnlyList<SearchHit> Search(string text, int count) => _store.SearchItems(text, count);

    /// <summary>How much the store holds now. O(users + items + interactions), quickly.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public StoreCounts CountRecords() => _store.Count();

    /// <summary>Reads the store anew, for a training: what it gives is also what the engine works on from then on, so that a model of it can be served.</summary>
    public async Task<Snapshot> Reload(CancellationToken cancellationToken)
    {
        // Where nothing was written since, what is there is what would be read.
        var data = _data;
        if (await Task.Run(() => _store.Version, cancellationToken).ConfigureAwait(false) == data.Version)
        {
            return data.Snapshot;
        }

        var content = await Task.Run(() => _store.Load(_options.Weighting, cancellationToken), cancellationToken).ConfigureAwait(false);
        await _queue.Ask(() => Rebase(content), cancellationToken).ConfigureAwait(false);
        return content.Snapshot;
    }

    /// <summary>Looks for newly published models, at once.</summary>
    public void RefreshModels() => _models.Refresh(_data.Snapshot);

    /// <summary>Lets a model answer where a request names none, instead of <see cref="LiveOptions.Model"/>.</summary>
    /// <param name="name">The model; null for the one that was published last.</param>
    public void ServeMain(string? name) => _models.ServeMain(name, _data.Snapshot);

    /// <summary>Keeps what is served of a model as it is, whatever is published under its name, until <see cref="Serve"/> says otherwise: where none is served, none will be.</summary>
    /// <param name="name">The model.</param>
    /// <returns>What undoes it; null where a version was chosen before.</returns>
    internal Action? Hold(string name) => _models.Hold(name);

    /// <summary>Serves another version of a model, older or newer, until it is told otherwise.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">Its version; null serves the newest again, whatever it is.</param>
    /// <exception cref="StoreException">There is no such version.</exception>
    public void Serve(string name, int? version) => _models.Serve(name, version, _data.Snapshot);

    /// <summary>Finishes what waits, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lookAround.DisposeAsync().ConfigureAwait(false);
        await _queue.DisposeAsync().ConfigureAwait(false);
        _writer?.Dispose();
        _store.Dispose();
    }

    private void Carry(IReadOnlyList<ChangeQueue.Work> works)
    {
        var receipts = new List<(ChangeQueue.Work Work, ChangeReceipt Receipt)>(works.Count);
        var isCommitting = false;
        try
        {
            _writer ??= _store.OpenWriter();

            // From here on nobody else commits: what the batch is made from is what it will be committed on.
            if (_writer.Begin() != _version || _behind)
            {
                CatchUp();
            }

            var batch = new ChangeBatch(_data, _writer, Kinds, _clock.Now);
            foreach (var work in works)
            {
                try
                {
                    receipts.Add((work, batch.Carry(work.Set!)));
                }
                catch (Exception exception) when (!batch.IsWriting)
                {
                    // Refused before any of it was written.
                    work.Done.SetException(exception);
                }
            }

            isCommitting = true;
            Commit(batch);
        }
        catch (Exception exception)
        {
            ForgetWriter();
            if (works.Count > 1 && !isCommitting && exception is ArgumentException)
            {
                // The store refuses a record of one of them, and nothing is kept of any: each alone, so that it fails alone.
                foreach (var work in works.Where(work => !work.Done.Task.IsCompleted))
                {
                    Carry([work]);
                }

                return;
            }

            foreach (var work in works)
            {
                work.Done.TrySetException(exception);
            }

            return;
        }

        foreach (var (work, receipt) in receipts)
        {
            work.Done.SetResult(receipt with { Version = _version });
        }
    }

    private void Commit(ChangeBatch batch)
    {
        long version;
        try
        {
            version = _writer!.Commit();
        }
        catch (StoreException exception)
        {
            // A connection that is lost in the middle of a commit leaves open whether it was made; the next batch finds out.
            throw new StoreException($"{exception.Message} If the store was lost at that very moment the changes may have been kept: send them again with the same idempotency key.", exception) { IsDiskFull = exception.IsDiskFull };
        }

        try
        {
            batch.Publish(version);
            Volatile.Write(ref _version, version);
            Count(batch);
        }
        catch (Exception)
        {
            // They are on the disk, and so they must be seen.
            _behind = true;
            CatchUp();
        }
    }

    private void Count(ChangeBatch batch)
    {
        _erasedUsers |= batch.ErasesUsers;
        foreach (var (user, one) in batch.NewEvents)
        {
            if (!user.Record.OptedOut)
            {
                Count(one, user.Record.Attributes["country"], 1);
            }
        }

        foreach (var (country, one) in batch.GoneEvents)
        {
            Count(one, country, -1);
        }

        NewEvents?.Invoke(batch.NewEvents.Count);
    }

    private void Count(in UserEvent one, string? country, double sign)
    {
        if (Kinds.Weigh(one) > 0)
        {
            // A clock that is ahead somewhere must not let everything else fade.
            _trends.Add(one.Item, Math.Min(one.Time, _clock.Now), country, sign);
        }
    }

    private void ForgetWriter()
    {
        var writer = _writer;
        _writer = null;
        try
        {
            writer?.Dispose();
        }
        catch (Exception exception) when (exception is StoreException or System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            // It is broken already: whoever waited was told why.
        }
    }

    /// <summary>Reads the store anew where somebody else wrote to it, or where it is another one than before.</summary>
    private void CatchUp()
    {
        var content = _store.Load(_options.Weighting);
        _trends = Trending(content.Snapshot);

        // A store that went back, because a backup took its place, is as new as can be.
        _data = content.Version >= _version ? _data.Over(content) : new LiveData(content, Kinds, _options.RememberedUsers);
        Volatile.Write(ref _version, content.Version);
        _behind = false;
    }

    private void Rebase(StoreContent content)
    {
        if (content.Version < _data.Version)
        {
            return;
        }

        if (content.Version > _version)
        {
            // Somebody else wrote in the meantime.
            _trends = Trending(content.Snapshot);
            Volatile.Write(ref _version, content.Version);
        }

        _data = _data.Over(content);
        _erasedUsers = false;
    }

    private TrendCounter Trending(Snapshot snapshot)
    {
        var trends = new TrendCounter(_options.Trends);
        var events = snapshot.Events;
        var now = _clock.Now;
        var rules = events.KindNames.Select(_options.Weighting.RuleFor).ToArray();
        for (var e = 0; e < events.Count; e++)
        {
            var user = snapshot.Users[events.Users[e]];
            if (!user.OptedOut && rules[events.Kinds[e]].Weigh(events.Values[e], events.Progress[e]) > 0)
            {
                trends.Add(events.Items[e], Math.Min(events.Times[e], now), user.Attributes["country"]);
            }
        }

        return trends;
    }

    private async Task LookAround()
    {
        // One at a time: where the store does not answer, looking again does not help it.
        if (Interlocked.Exchange(ref _looking, 1) == 1)
        {
            return;
        }

        try
        {
            if (_store.Version != Version)
            {
                await _queue.Ask(
                    () =>
                    {
                        if (_store.Version != _version)
                        {
                            CatchUp();
                        }
                    },
                    CancellationToken.None).ConfigureAwait(false);
            }

            _models.Refresh(_data.Snapshot);
            if (NeedsReload())
            {
                _reloaded = _time.GetTimestamp();
                await Reload(CancellationToken.None).ConfigureAwait(false);
                _models.Refresh(_data.Snapshot);
            }

            Trouble = null;
        }
        catch (Exception exception)
        {
            // Told to whoever watches; the next look may find it better.
            Trouble = exception.Message;
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    /// <summary>Whether what changed since the data were loaded should become part of them: a person was erased, a new model knows newer items, or much has changed.</summary>
    private bool NeedsReload() =>
        _time.GetElapsedTime(_reloaded) >= _options.ReloadAtMostEvery
        && (_erasedUsers || (_models.Refused.Count > 0 && Version > _data.Version) || _data.ChangedUsers > 1000 + (_data.UserCount / 4));
}
