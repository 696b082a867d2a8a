using System.Runtime.InteropServices;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>
/// Who watched what and when, counted: over the snapshot once, and then whatever of each changed user is different from what was counted. For one thread at a time.
/// </summary>
/// <remarks>
/// Making it is O(events log events of a user); bringing it up to date O(users who changed since the snapshot, and events of those who changed since the last time). A viewer of an item is a user who dealt with it in any way but
/// having been shown it and did not opt out. 12 bytes a pair of viewer and item, 4 an item and week of the last three years, 48 a user.
/// </remarks>
internal sealed class LiveCounts
{
    /// <summary>How many weeks before the newest event of the snapshot are counted.</summary>
    public const int WeeksKept = 156;

    /// <summary>The same again within so many milliseconds was probably sent twice.</summary>
    public const long RepeatedWithin = 10_000;

    private const int NoWeek = int.MinValue;

    private readonly LiveData _data;
    private readonly KindTable _kinds;
    private readonly IReadOnlySet<int> _erasedItems;
    private readonly int _year;
    private readonly int _week;
    private readonly int[] _baseOffsets;
    private readonly int[] _baseViewers;
    private readonly int[] _baseItems;
    private readonly int[] _baseItemOffsets;
    private readonly Dictionary<int, UserState> _changed = [];
    private readonly Dictionary<int, HashSet<int>> _changedViewers = [];
    private readonly WeekCounts _weeks;
    private readonly AttributeCounts _attributes;
    private readonly Dictionary<(int Item, short Kind), int> _itemKinds = [];
    private readonly List<ulong> _scratch = [];
    private readonly List<long> _times = [];
    private readonly List<(int Item, short Kind, long Time, float Value, float Progress)> _done = [];
    private int[] _viewers;
    private Pace[] _paces;
    private long[] _kindCounts = new long[16];

    private LiveCounts(LiveData data, KindTable kinds, long now)
    {
        _data = data;
        _kinds = kinds;
        _erasedItems = data.ErasedItems;
        _year = DateTimeOffset.FromUnixTimeMilliseconds(now).Year;
        _viewers = new int[data.Snapshot.Items.Count];
        _paces = new Pace[data.Snapshot.Users.Count];
        var newest = NoWeek;
        foreach (var time in data.Snapshot.Events.Times)
        {
            newest = time == EventLog.NoTime || time > now ? newest : Math.Max(newest, Week.Of(time));
        }

        // What is said to lie in the future is no week that anybody has seen.
        _week = Week.Of(now);
        _weeks = new WeekCounts((newest == NoWeek ? _week : newest) - WeeksKept + 1, _week);
        _attributes = new AttributeCounts(_year);
        _baseItemOffsets = new int[data.Snapshot.Users.Count + 1];
        var pairs = new List<(int Item, int User)>();
        for (var user = 0; user < data.Snapshot.Users.Count; user++)
        {
            var state = data.Loaded(user, _erasedItems);
            Add(state, 1);
            foreach (var item in ItemsOf(state))
            {
                pairs.Add((item, user));
            }

            _baseItemOffsets[user + 1] = pairs.Count;
        }

        _baseItems = [.. pairs.Select(pair => pair.Item)];

        _baseOffsets = new int[data.Snapshot.Items.Count + 1];
        for (var item = 0; item < data.Snapshot.Items.Count; item++)
        {
            _baseOffsets[item + 1] = _baseOffsets[item] + _viewers[item];
        }

        // The users come in order, and so they stand in order under each item.
        var next = _baseOffsets.AsSpan().ToArray();
        _baseViewers = new int[pairs.Count];
        foreach (var (item, user) in pairs)
        {
            _baseViewers[next[item]++] = user;
        }
    }

    /// <summary>Version of the store whose changes are all counted.</summary>
    public long Version { get; private set; } = long.MinValue;

    /// <summary>Number of pairs of viewer and item.</summary>
    public long Pairs { get; private set; }

    /// <summary>Users who are viewers of anything, by attribute and value.</summary>
    public AttributeCounts Attributes => _attributes;

    /// <summary>How many users watched each item in each week, as far back as <see cref="WeeksKept"/> weeks and not later than now.</summary>
    public WeekCounts Weeks => _weeks;

    /// <summary>Number of events of each day, everybody's; those without a time are in none.</summary>
    public Dictionary<long, long> Days { get; } = [];

    /// <summary>Number of events without a time.</summary>
    public long Untimed { get; private set; }

    /// <summary>How each user's events lie in time, by user.</summary>
    public ReadOnlySpan<Pace> Paces => _paces;

    /// <summary>Number of viewers by item.</summary>
    public ReadOnlySpan<int> Viewers => _viewers;

    /// <summary>Counts what an engine knows: the counts given where they can be brought up to date, else others.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="known">Counts of before; null where there are none.</param>
    public static LiveCounts Of(LiveEngine engine, LiveCounts? known)
    {
        // Read before the data: what is seen of them is at least as new.
        var version = engine.Version;
        var (data, now) = (engine.Data, engine.Now);
        var week = Week.Of(now);
        if (known is null || known._data != data || known._erasedItems != data.ErasedItems || known._week != week || known._year != DateTimeOffset.FromUnixTimeMilliseconds(now).Year)
        {
            known = new LiveCounts(data, engine.Kinds, now);
        }

        known.Follow(version);
        return known;
    }

    /// <summary>Everybody who watched an item, ascending.</summary>
    public int[] ViewersOf(int item)
    {
        var own = item + 1 < _baseOffsets.Length ? _baseViewers.AsSpan(_baseOffsets[item].._baseOffsets[item + 1]) : default;
        var later = _changedViewers.GetValueOrDefault(item);
        var found = new List<int>(own.Length + (later?.Count ?? 0));
        foreach (var user in own)
        {
            if (!_changed.ContainsKey(user))
            {
                found.Add(user);
            }
        }

        if (later is { Count: > 0 })
        {
            found.AddRange(later);
            found.Sort();
        }

        return [.. found];
    }

    /// <summary>The items that a user watched, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int user) =>
        _changed.TryGetValue(user, out var state) ? CollectionsMarshal.AsSpan(ItemsOf(state)) : _baseItems.AsSpan(_baseItemOffsets[user].._baseItemOffsets[user + 1]);

    /// <summary>What is known of a user.</summary>
    public User RecordOf(int user) => _changed.TryGetValue(user, out var state) ? state.Record : _data.Snapshot.Users[user];

    /// <summary>Number of users who are counted, those without events too.</summary>
    public int UserCount { get; private set; }

    /// <summary>Number of events of a kind, everybody's.</summary>
    public long KindCount(short kind) => kind < _kindCounts.Length ? _kindCounts[kind] : 0;

    /// <summary>How many events of a user happened after a moment.</summary>
    public int EventsAfter(int user, long time)
    {
        var after = 0;
        foreach (ref readonly var one in (_changed.TryGetValue(user, out var state) ? state : _data.Loaded(user, _erasedItems)).Events)
        {
            after += one.Time > time ? 1 : 0;
        }

        return after;
    }

    /// <summary>Number of events with an item, of those who did not opt out.</summary>
    public int EventsOf(int item, short kind) => _itemKinds.GetValueOrDefault((item, kind));

    private void Follow(long version)
    {
        if (version == Version)
        {
            return;
        }

        // Counted before they are walked over: those below are all there.
        UserCount = _data.UserCount;
        foreach (var state in _data.Changed)
        {
            var isKnown = _changed.TryGetValue(state.Index, out var before);
            if (before == state)
            {
                continue;
            }

            before ??= state.Index < _data.Snapshot.Users.Count ? _data.Loaded(state.Index, _erasedItems) : null;
            if (before is not null)
            {
                Add(before, -1);
                if (isKnown)
                {
                    Note(before, isViewer: false);
                }
            }

            Add(state, 1);
            Note(state, isViewer: true);
            _changed[state.Index] = state;
        }

        Version = version;
    }

    private void Note(UserState state, bool isViewer)
    {
        foreach (var item in ItemsOf(state))
        {
            if (!_changedViewers.TryGetValue(item, out var users))
            {
                _changedViewers[item] = users = [];
            }

            _ = isViewer ? users.Add(state.Index) : users.Remove(state.Index);
        }
    }

    private List<int> ItemsOf(UserState state)
    {
        var items = new List<int>();
        if (!state.Record.OptedOut)
        {
            foreach (ref readonly var one in state.Events)
            {
                if (one.Item >= 0 && one.Kind != _kinds.Impression)
                {
                    items.Add(one.Item);
                }
            }

            items.Sort();
            var kept = 0;
            for (var at = 0; at < items.Count; at++)
            {
                if (at == 0 || items[at] != items[at - 1])
                {
                    items[kept++] = items[at];
                }
            }

            items.RemoveRange(kept, items.Count - kept);
        }

        return items;
    }

    /// <summary>Counts what a user is and did, or takes it back.</summary>
    private void Add(UserState state, int sign)
    {
        _scratch.Clear();
        _times.Clear();
        _done.Clear();
        var (events, earliest, latest) = (0, long.MaxValue, long.MinValue);
        foreach (ref readonly var one in state.Events)
        {
            var isImpression = one.Kind == _kinds.Impression;
            Grow(ref _kindCounts, one.Kind)[one.Kind] += sign;
            events += isImpression ? 0 : 1;
            var week = NoWeek;
            if (one.Time != EventLog.NoTime)
            {
                Count(Days, Week.Day(one.Time), sign);
                (earliest, latest) = (Math.Min(earliest, one.Time), Math.Max(latest, one.Time));
                week = Week.Of(one.Time);
                if (!isImpression)
                {
                    _times.Add(one.Time);
                    _done.Add((one.Item, one.Kind, one.Time, one.Value, one.Progress));
                }
            }
            else
            {
                Untimed += sign;
            }

            if (one.Item >= 0 && !state.Record.OptedOut)
            {
                Count(_itemKinds, (one.Item, one.Kind), sign);
                if (!isImpression)
                {
                    _scratch.Add((ulong)one.Item << 32 | (uint)week);
                }
            }
        }

        Grow(ref _paces, state.Index)[state.Index] = sign > 0 ? Pace.Of(events, CollectionsMarshal.AsSpan(_times), earliest, latest, Repeats()) : Pace.None;
        AddViews(sign);
        if (_scratch.Count > 0)
        {
            _attributes.Add(state.Record, sign);
        }
    }

    /// <summary>How often a user did what they had just done: the same with the same item, a few seconds later.</summary>
    private int Repeats()
    {
        _done.Sort(static (one, other) => one.Item != other.Item ? one.Item.CompareTo(other.Item) : one.Kind != other.Kind ? one.Kind.CompareTo(other.Kind) : one.Time.CompareTo(other.Time));
        var repeats = 0;
        for (var at = 1; at < _done.Count; at++)
        {
            var (one, before) = (_done[at], _done[at - 1]);
            repeats += one.Item >= 0 && one.Item == before.Item && one.Kind == before.Kind && one.Time - before.Time <= RepeatedWithin && one.Value.Equals(before.Value) && one.Progress.Equals(before.Progress) ? 1 : 0;
        }

        return repeats;
    }

    /// <summary>Counts the items and weeks in the scratch, each pair once.</summary>
    private void AddViews(int sign)
    {
        _scratch.Sort();
        var last = -1;
        for (var at = 0; at < _scratch.Count; at++)
        {
            var (item, week) = ((int)(_scratch[at] >> 32), (int)(uint)_scratch[at]);
            if (item != last)
            {
                Grow(ref _viewers, item)[item] += sign;
                Pairs += sign;
                last = item;
            }

            if (_weeks.Has(week) && (at == 0 || _scratch[at] != _scratch[at - 1]))
            {
                _weeks.Add(week, item, sign);
            }
        }
    }

    private static void Count<TKey, TCount>(Dictionary<TKey, TCount> counts, TKey key, int sign)
        where TKey : notnull
        where TCount : System.Numerics.INumber<TCount>
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count = (count ?? TCount.Zero) + TCount.CreateChecked(sign);
        if (TCount.IsZero(count))
        {
            counts.Remove(key);
        }
    }

    private static T[] Grow<T>(ref T[] array, int index)
    {
        if (index >= array.Length)
        {
            Array.Resize(ref array, Math.Max(index + 1, array.Length * 2));
        }

        return array;
    }
}
