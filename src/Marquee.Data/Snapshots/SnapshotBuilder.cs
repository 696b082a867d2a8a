namespace Marquee.Data;

/// <summary>Collects users, items and interactions, in any order, into a <see cref="Snapshot"/>. Ids get indices in order of first appearance.</summary>
public sealed class SnapshotBuilder : IDatasetSink
{
    private readonly Index<User> _users = new();
    private readonly Index<Item> _items = new();
    private readonly Dictionary<string, short> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private readonly List<int> _userOfEvent = [];
    private readonly List<int> _itemOfEvent = [];
    private readonly List<short> _kindOfEvent = [];
    private readonly List<float> _valueOfEvent = [];
    private readonly List<float> _progressOfEvent = [];
    private readonly List<long> _timeOfEvent = [];
    private readonly List<int> _sessionOfEvent = [];
    private readonly List<string?> _textOfEvent = [];
    private bool _hasTexts;

    /// <summary>Adds a user, or replaces what is known of them.</summary>
    public void Add(User user) => _users.Set(user.Id, user);

    /// <summary>Adds an item, or replaces what is known of it.</summary>
    public void Add(Item item) => _items.Set(item.Id, item);

    /// <summary>Adds an interaction, and its user and item where they are new.</summary>
    public void Add(Interaction interaction) => Add(
        _users.IndexOf(interaction.UserId),
        interaction.ItemId.Length == 0 ? -1 : _items.IndexOf(interaction.ItemId),
        interaction.Kind,
        interaction.Value ?? float.NaN,
        interaction.Progress ?? float.NaN,
        interaction.Time?.ToUnixTimeMilliseconds() ?? EventLog.NoTime,
        interaction.Session,
        interaction.Text);

    /// <summary>Adds an interaction of a user and an item that were added before, by their indices: stores load millions of them, and looking ids up would take most of the time.</summary>
    /// <param name="user">User index.</param>
    /// <param name="item">Item index; -1 where it names none.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="value">Its value; NaN where it has none.</param>
    /// <param name="progress">Its progress; NaN where it has none.</param>
    /// <param name="time">Milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> where it has none.</param>
    /// <param name="session">The visit it was part of.</param>
    /// <param name="text">Words that came with it; never empty.</param>
    internal void Add(int user, int item, string kind, float value, float progress, long time, string? session, string? text)
    {
        _userOfEvent.Add(user);
        _itemOfEvent.Add(item);
        if (!_kinds.TryGetValue(kind, out var index))
        {
            index = checked((short)_kinds.Count);
            _kinds.Add(kind, index);
        }

        _kindOfEvent.Add(index);
        _valueOfEvent.Add(value);
        _progressOfEvent.Add(progress);
        _timeOfEvent.Add(time);
        var visit = -1;
        if (session is not null && !_sessions.TryGetValue(session, out visit))
        {
            visit = _sessions.Count;
            _sessions.Add(session, visit);
        }

        _sessionOfEvent.Add(visit);
        _textOfEvent.Add(text);
        _hasTexts |= text is not null;
    }

    /// <summary>Freezes what was added so far. The builder may go on and build again.</summary>
    /// <param name="weighting">How kinds become weights; <see cref="InteractionWeighting.Default"/> where none is given.</param>
    public Snapshot Build(InteractionWeighting? weighting = null)
    {
        var kinds = new string[_kinds.Count];
        foreach (var (name, index) in _kinds)
        {
            kinds[index] = name;
        }

        var sessions = new string[_sessions.Count];
        foreach (var (name, index) in _sessions)
        {
            sessions[index] = name;
        }

        return new Snapshot(
            new IdMap(_users.Ids),
            new IdMap(_items.Ids),
            _users.Build(id => new User { Id = id }),
            _items.Build(id => new Item { Id = id }),
            new EventLog(
                [.. _userOfEvent], [.. _itemOfEvent], [.. _kindOfEvent], [.. _valueOfEvent], [.. _progressOfEvent], [.. _timeOfEvent],
                [.. _sessionOfEvent], _hasTexts ? [.. _textOfEvent] : null, kinds, sessions),
            weighting ?? InteractionWeighting.Default);
    }

    private sealed class Index<T>
        where T : class
    {
        private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
        private readonly List<T?> _known = [];

        public List<string> Ids { get; } = [];

        public int IndexOf(string id)
        {
            if (!_indices.TryGetValue(id, out var index))
            {
                index = Ids.Count;
                _indices.Add(id, index);
                Ids.Add(id);
                _known.Add(null);
            }

            return index;
        }

        public void Set(string id, T value) => _known[IndexOf(id)] = value;

        public T[] Build(Func<string, T> unknown)
        {
            var result = new T[Ids.Count];
            for (var index = 0; index < result.Length; index++)
            {
                result[index] = _known[index] ?? unknown(Ids[index]);
            }

            return result;
        }
    }
}
