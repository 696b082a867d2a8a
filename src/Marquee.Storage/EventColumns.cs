using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Interactions on their way from a table into a snapshot: in whatever order they are read, column by column, and then by sequence.</summary>
/// <remarks>Sorting here is several times faster than having a database sort whole rows.</remarks>
internal sealed class EventColumns
{
    private readonly List<long> _sequences = [];
    private readonly List<int> _users = [];
    private readonly List<int> _items = [];
    private readonly List<int> _kinds = [];
    private readonly List<float> _values = [];
    private readonly List<float> _progress = [];
    private readonly List<long> _times = [];
    private readonly List<int> _sessions = [];
    private readonly List<string> _sessionNames = [];
    private readonly Dictionary<string, int> _sessionIndices = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _texts = [];

    public int Count => _sequences.Count;

    /// <summary>Adds an event; absent numbers are NaN or <see cref="EventLog.NoTime"/>, the item -1.</summary>
    public void Add(long sequence, int user, int item, int kind, float value, float progress, long time, string? session, string? text)
    {
        var visit = -1;
        if (session is not null && !_sessionIndices.TryGetValue(session, out visit))
        {
            visit = _sessionNames.Count;
            _sessionNames.Add(session);
            _sessionIndices.Add(session, visit);
        }

        if (text is not null)
        {
            _texts.Add(Count, text);
        }

        _sequences.Add(sequence);
        _users.Add(user);
        _items.Add(item);
        _kinds.Add(kind);
        _values.Add(value);
        _progress.Add(progress);
        _times.Add(time);
        _sessions.Add(visit);
    }

    /// <summary>Adds all events to a snapshot, by sequence.</summary>
    /// <param name="builder">It has the users and items already.</param>
    /// <param name="kinds">The words for kinds.</param>
    public void AddTo(SnapshotBuilder builder, IReadOnlyList<string> kinds)
    {
        var sequences = _sequences.ToArray();
        var order = new int[sequences.Length];
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = at;
        }

        Array.Sort(sequences, order);
        foreach (var at in order)
        {
            builder.Add(
                _users[at], _items[at], kinds[_kinds[at]], _values[at], _progress[at], _times[at],
                _sessions[at] < 0 ? null : _sessionNames[_sessions[at]], _texts.Count == 0 ? null : _texts.GetValueOrDefault(at));
        }
    }
}
