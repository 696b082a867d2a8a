using System.Collections.Concurrent;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// What is known, in memory: a snapshot, and over it whole users and items as they are since. A newer snapshot takes the place of the older one, and of whatever is not newer than it.
/// One thread changes it, any number read.
/// </summary>
internal sealed class LiveData
{
    private readonly Snapshot _base;
    private readonly EventIndex _events;
    private readonly KindTable _kinds;
    private readonly int _keptUnchanged;
    private readonly ConcurrentDictionary<int, UserState> _users = new();
    private readonly ConcurrentDictionary<int, (UserState State, IReadOnlySet<int> Erased)> _unchanged = new();
    private readonly Dictionary<int, long> _itemVersions = [];
    private volatile IReadOnlySet<int> _erasedItems = new HashSet<int>();
    private int _unchangedCount;
    private long _erasedVersion;
    private volatile Catalogue _catalogue;
    private volatile int _userCount;

    /// <summary>What a store holds.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="kinds">Numbers the kinds.</param>
    /// <param name="keptUnchanged">How many users to remember who were asked about and did not change.</param>
    public LiveData(StoreContent content, KindTable kinds, int keptUnchanged)
        : this(content, kinds, keptUnchanged, new IdTable(content.Snapshot.UserIds), new IdTable(content.Snapshot.ItemIds), null)
    {
    }

    private LiveData(StoreContent content, KindTable kinds, int keptUnchanged, IdTable userIds, IdTable itemIds, Catalogue? before)
    {
        _keptUnchanged = keptUnchanged;
        _base = content.Snapshot;
        Version = content.Version;
        _kinds = kinds;
        _events = new EventIndex(_base, kinds);
        UserIds = userIds;
        ItemIds = itemIds;
        _userCount = _base.Users.Count;
        _catalogue = before is null ? new Catalogue([.. _base.Items], itemIds, content.Version) : Follow(before);
        _erasedVersion = content.Version;
    }

    /// <summary>Version of the snapshot underneath.</summary>
    public long Version { get; }

    /// <summary>The snapshot underneath.</summary>
    public Snapshot Snapshot => _base;

    public IdTable UserIds { get; }

    public IdTable ItemIds { get; }

    /// <summary>Number of user indices given out.</summary>
    public int UserCount => _userCount;

    /// <summary>All items as they are now.</summary>
    public Catalogue Catalogue => _catalogue;

    /// <summary>Number of users who are kept as they are now, over the snapshot.</summary>
    public int ChangedUsers => _users.Count;

    /// <summary>Users who are kept as they are now, over the snapshot; in no order.</summary>
    public IEnumerable<UserState> Changed => _users.Select(user => user.Value);

    /// <summary>Items that were erased since the snapshot; another set after each erasure.</summary>
    public IReadOnlySet<int> ErasedItems => _erasedItems;

    /// <summary>A user of the snapshot as they were loaded, for whoever walks over all of them: nothing of it is remembered.</summary>
    /// <param name="index">User index in the snapshot.</param>
    /// <param name="erased">Items whose events are left out.</param>
    public UserState Loaded(int index, IReadOnlySet<int> erased) => Make(index, erased);

    /// <summary>A user as they are now.</summary>
    /// <param name="index">User index, below <see cref="UserCount"/>.</param>
    public UserState User(int index) => _users.TryGetValue(index, out var state) ? state : Underneath(index);

    /// <summary>Puts a user as they are now.</summary>
    public void Set(UserState state)
    {
        _users[state.Index] = state;
        _unchanged.TryRemove(state.Index, out _);
        _userCount = Math.Max(_userCount, state.Index + 1);
    }

    /// <summary>Puts items as they are now.</summary>
    /// <param name="changed">Items by index; the indices that are new follow the last one.</param>
    /// <param name="version">The version that has them.</param>
    public void Set(IReadOnlyDictionary<int, Item> changed, long version)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var old = _catalogue.Items;
        var items = new Item[Math.Max(old.Count, changed.Keys.Max() + 1)];
        ((Item[])old).CopyTo(items, 0);
        foreach (var (index, item) in changed)
        {
            items[index] = item;
            _itemVersions[index] = version;
        }

        _catalogue = new Catalogue(items, ItemIds, version, _catalogue, changed.Keys);
    }

    /// <summary>Leaves out what was ever done with some items.</summary>
    /// <remarks>O(events of users who changed); seldom done.</remarks>
    public void EraseItems(IReadOnlyCollection<int> erased, long version)
    {
        if (erased.Count == 0)
        {
            return;
        }

        var items = new HashSet<int>(_erasedItems);
        items.UnionWith(erased);
        _erasedItems = items;
        Interlocked.Exchange(ref _erasedVersion, version);
        _unchanged.Clear();
        _unchangedCount = 0;
        foreach (var (_, state) in _users)
        {
            var left = state.Events.ToArray().Where(one => !items.Contains(one.Item)).ToArray();
            if (left.Length < state.Events.Length)
            {
                Set(state.With(left, version));
            }
        }
    }

    /// <summary>Everybody who ever did anything with an item, as they are now, by index.</summary>
    public IReadOnlyList<UserState> UsersOf(int item)
    {
        var users = _base.Events.Users;
        var items = _base.Events.Items;
        var found = new SortedSet<int>(_users.Keys);
        for (var at = 0; at < items.Length; at++)
        {
            if (items[at] == item)
            {
                found.Add(users[at]);
            }
        }

        return [.. found.Select(User).Where(user => user.Events.ToArray().Any(one => one.Item == item))];
    }

    /// <summary>The same over a newer snapshot of the store.</summary>
    public LiveData Over(StoreContent newer)
    {
        var data = new LiveData(newer, _kinds, _keptUnchanged, UserIds.Over(newer.Snapshot.UserIds, newer.Version), ItemIds.Over(newer.Snapshot.ItemIds, newer.Version), _catalogue);
        data._erasedVersion = Math.Max(_erasedVersion, newer.Version);
        foreach (var (_, state) in _users)
        {
            if (state.Version > newer.Version)
            {
                data.Set(state);
            }
        }

        // What was erased before the snapshot is not in it.
        data._erasedItems = _erasedItems.Where(item => _itemVersions[item] > newer.Version).ToHashSet();
        foreach (var later in _itemVersions.Where(item => item.Value > newer.Version).GroupBy(item => item.Value).OrderBy(group => group.Key))
        {
            data.Set(later.ToDictionary(item => item.Key, item => _catalogue[item.Key]), later.Key);
        }

        return data;
    }

    /// <summary>The catalogue of the snapshot, with the items of an earlier one where they are equal: what was made from those stays good.</summary>
    private Catalogue Follow(Catalogue before)
    {
        var items = new Item[_base.Items.Count];
        var changed = new List<int>();
        for (var item = 0; item < items.Length; item++)
        {
            items[item] = item < before.Count && before[item].Equals(_base.Items[item]) ? before[item] : _base.Items[item];
            if (item >= before.Count || !ReferenceEquals(items[item], before[item]))
            {
                changed.Add(item);
            }
        }

        return before.Count <= items.Length ? new Catalogue(items, ItemIds, Version, before, changed) : new Catalogue(items, ItemIds, Version);
    }

    private UserState Make(int index, IReadOnlySet<int> erased)
    {
        var events = _events.Of(index, erased);
        return new UserState(index, _base.Users[index], events, events.Length, _kinds, Math.Max(Version, Interlocked.Read(ref _erasedVersion)));
    }

    private UserState Underneath(int index)
    {
        var erased = _erasedItems;
        if (_unchanged.TryGetValue(index, out var kept) && kept.Erased == erased)
        {
            return kept.State;
        }

        var state = Make(index, erased);
        if (Interlocked.Increment(ref _unchangedCount) > _keptUnchanged)
        {
            _unchanged.Clear();
            Interlocked.Exchange(ref _unchangedCount, 1);
        }

        _unchanged[index] = (state, erased);
        return state;
    }
}
