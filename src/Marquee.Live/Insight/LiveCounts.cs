using System.Runtime.InteropServices;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>
/// Who watched what and when, counted: over the snapshot once, and then whatever of each changed user is different from what was counted. For one thread at a time.
/// </summary>
/// <remarks>
/// Making it is O(events log events of a user); bringing it up to date O(users who changed since the snapshot, and events of those who changed since the last time). A viewer of an item is a user who dealt with it in any way but
/// having been shown it and did not opt out. 12 bytes a pair of viewer and item, 4 an item and week of the last three years, 40 a user.
/// </remarks>
internal sealed class LiveCounts
{
    /// <summary>How many weeks before the newest event of the snapshot are counted.</summary>
    public const int WeeksKept = 156;

    /// <summary>An attribute of users with more values than this groups nobody.</summary>
    public const int MostValues = 300;

    private const int NoWeek = int.MinValue;

    private readonly LiveData _data;
    private readonly KindTable _kinds;
    private readonly IReadOnlySet<int> _erasedItems;
    private readonly int _year;
    private readonly int _firstWeek;
    private readonly int _lastWeek;
    private readonly int[] _baseOffsets;
    private readonly int[] _baseViewers;
    private readonly int[] _baseItems;
    private readonly int[] _baseItemOffsets;
    private readonly Dictionary<int, UserState> _changed = [];
    private readonly Dictionary<int, HashSet<int>> _changedViewers = [];
    private readonly int[]?[] _weeks;
    private readonly Dictionary<string, Dictionary<string, int>?> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Item, short Kind), int> _itemKinds = [];
    private readonly List<ulong> _scratch = [];
    private readonly List<long> _times = [];
    private int[] _viewers;
    private Pace[] _paces;
    private long[] _kindCounts = new long[16];
    private long _version = long.MinValue;

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
        _lastWeek = Week.Of(now);
        _firstWeek = (newest == NoWeek ? _lastWeek : newest) - WeeksKept + 1;
        _weeks = new int[_lastWeek - _firstWeek + 1][];
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

    /// <summary>Number of pairs of viewer and item.</summary>
    public long Pairs { get; private set; }

    /// <summary>Users who are viewers of anything, by attribute and value; without attributes that hold too many values to group anybody.</summary>
    public IEnumerable<KeyValuePair<string, Dictionary<string, int>>> Attributes => _attributes.Where(attribute => attribute.Value is not null)!;

    /// <summary>Number of events of each kind, everybody's, by the number of the kind.</summary>
    public ReadOnlySpan<long> Kinds => _kindCounts;

    /// <summary>Number of events of each day, everybody's; those without a time are in none.</summary>
    public Dictionary<long, long> Days { get; } = [];

    /// <summary>How each user's events lie in time, by user.</summary>
    public ReadOnlySpan<Pace> Paces => _paces.AsSpan(0, Math.Min(_paces.Length, _data.UserCount));

    /// <summary>Number of viewers by item.</summary>
    public ReadOnlySpan<int> Viewers => _viewers;

    /// <summary>The newest week with a viewer, not later than now; null where there is none.</summary>
    public int? NewestWeek
    {
        get
        {
            for (var week = _weeks.Length - 1; week >= 0; week--)
            {
                if (_weeks[week].AsSpan().ContainsAnyExcept(0))
                {
                    return week + _firstWeek;
                }
            }

            return null;
        }
    }

    /// <summary>Counts what an engine knows: the counts given where they can be brought up to date, else others.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="known">Counts of before; null where there are none.</param>
    public static LiveCounts Of(LiveEngine engine, LiveCounts? known)
    {
        // Read before the data: what is seen of them is at least as new.
        var version = engine.Version;
        var (data, now) = (engine.Data, engine.Now);
        var week = Week.Of(now);
        if (known is null || known._data != data || known._erasedItems != data.ErasedItems || known._lastWeek != week || known._year != DateTimeOffset.FromUnixTimeMilliseconds(now).Year)
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

    /// <summary>How many users watched an item in a week.</summary>
    public int ViewersIn(int week, int item) => In(week) is { } counts && item < counts.Length ? counts[item] : 0;

    /// <summary>Number of items that anybody watched in a week, and that more than so many did.</summary>
    public (int Watched, int Before) RankIn(int week, int viewers)
    {
        var (watched, before) = (0, 0);
        foreach (var count in In(week) ?? [])
        {
            watched += count > 0 ? 1 : 0;
            before += count > viewers ? 1 : 0;
        }

        return (watched, before);
    }

    /// <summary>Number of events with an item, of those who did not opt out.</summary>
    public int EventsOf(int item, short kind) => _itemKinds.GetValueOrDefault((item, kind));

    /// <summary>The age group of a user; null where it is not known.</summary>
    public string? AgeOf(User user) => AgeGroup.Of(user.Attributes, _year);

    private int[]? In(int week) => (uint)(week - _firstWeek) < (uint)_weeks.Length ? _weeks[week - _firstWeek] : null;

    private void Follow(long version)
    {
        if (version == _version)
        {
            return;
        }

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

        _version = version;
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
                }
            }

            if (one.Item >= 0 && !state.Record.OptedOut)
            {
                Count(_itemKinds, (one.Item, one.Kind), sign);
                if (!isImpression)
                {
                    _scratch.Add((ulong)one.Item << 32 | (uint)(week < _firstWeek || week > _lastWeek ? 0 : week - _firstWeek + 1));
                }
            }
        }

        Grow(ref _paces, state.Index)[state.Index] = sign > 0 ? Pace.Of(events, CollectionsMarshal.AsSpan(_times), earliest, latest) : Pace.None;
        AddViews(sign);
        if (_scratch.Count > 0)
        {
            AddAttributes(state, sign);
        }
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

            if (week > 0 && (at == 0 || _scratch[at] != _scratch[at - 1]))
            {
                var counts = _weeks[week - 1] ?? new int[_viewers.Length];
                Grow(ref counts, item)[item] += sign;
                _weeks[week - 1] = counts;
            }
        }
    }

    private void AddAttributes(UserState state, int sign)
    {
        foreach (var (name, value) in state.Record.Attributes)
        {
            AddAttribute(name, value, sign);
        }

        // Beside what the record says under this name, which may be nothing.
        if (AgeOf(state.Record) is { } age && state.Record.Attributes["ageGroup"] != age)
        {
            AddAttribute("ageGroup", age, sign);
        }
    }

    private void AddAttribute(string name, string value, int sign)
    {
        if (!_attributes.TryGetValue(name, out var values))
        {
            _attributes[name] = values = new Dictionary<string, int>(StringComparer.Ordinal);
        }

        if (values is not null)
        {
            Count(values, value, sign);
            if (values.Count > MostValues)
            {
                _attributes[name] = null;
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
